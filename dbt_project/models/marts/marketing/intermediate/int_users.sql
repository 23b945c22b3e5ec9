{{ config(materialized='ephemeral') }}

with

employees as (
    select * from {{ ref('stg_servicetitan__employees') }}
),

technicians as (
    select * from {{ ref('stg_servicetitan__technicians') }}
),

-- Calls and jobs name user accounts; where no account has the id, the employee or technician of that id is meant.
ids as (
    select
        tenant_id,
        user_id,
        st_id as person_id,
        name,
        1 as preference
    from employees

    union all

    select
        tenant_id,
        user_id,
        st_id as person_id,
        name,
        2 as preference
    from technicians

    union all

    select
        tenant_id,
        st_id as user_id,
        st_id as person_id,
        name,
        3 as preference
    from employees

    union all

    select
        tenant_id,
        st_id as user_id,
        st_id as person_id,
        name,
        4 as preference
    from technicians
),

first_choices as (
    select distinct on (tenant_id, user_id)
        tenant_id,
        user_id,
        person_id,
        name
    from ids
    where user_id <> 0
    order by
        tenant_id,
        user_id,
        preference,
        person_id
)

select * from first_choices
