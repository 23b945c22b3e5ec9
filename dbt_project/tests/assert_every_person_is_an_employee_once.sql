-- Employees of raw that are missing, and technicians of raw that are neither an employee nor linked to one.
with

raw_employees as (
    select * from {{ source('servicetitan', 'st_employees') }}
),

raw_technicians as (
    select * from {{ source('servicetitan', 'st_technicians') }}
),

modelled_employees as (
    select * from {{ ref('st_employees') }}
),

modelled_technicians as (
    select * from {{ ref('st_technicians') }}
),

people as (
    select
        tenant_id,
        st_id
    from raw_employees

    union

    select
        raw_technicians.tenant_id,
        coalesce(modelled_technicians.employee_id, raw_technicians.st_id) as st_id
    from raw_technicians
    left join modelled_technicians
        on
            raw_technicians.tenant_id = modelled_technicians.tenant_id
            and raw_technicians.st_id = modelled_technicians.st_id
),

differences as (
    select
        tenant_id,
        st_id
    from people
    full join modelled_employees using (tenant_id, st_id)
    where
        people.st_id is null
        or modelled_employees.st_id is null
)

select * from differences
