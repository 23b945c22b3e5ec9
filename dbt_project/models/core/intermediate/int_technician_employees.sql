{{ config(materialized='ephemeral') }}

with

technicians as (
    select * from {{ ref('stg_servicetitan__technicians') }}
),

employees as (
    select * from {{ ref('stg_servicetitan__employees') }}
),

-- One person may be listed twice: under the same id, or under two ids with one user account.
matches as (
    select
        technicians.tenant_id,
        technicians.st_id as technician_id,
        employees.st_id as employee_id,
        1 as preference
    from technicians
    inner join employees
        on
            technicians.tenant_id = employees.tenant_id
            and technicians.st_id = employees.st_id

    union all

    select
        technicians.tenant_id,
        technicians.st_id as technician_id,
        employees.st_id as employee_id,
        2 as preference
    from technicians
    inner join employees
        on
            technicians.tenant_id = employees.tenant_id
            and technicians.user_id = employees.user_id
    where technicians.user_id <> 0
),

by_technician as (
    select
        tenant_id,
        technician_id,
        (array_agg(employee_id order by preference, employee_id))[1] as employee_id
    from matches
    group by
        tenant_id,
        technician_id
)

select * from by_technician
