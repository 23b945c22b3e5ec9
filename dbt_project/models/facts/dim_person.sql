{{ config(materialized='view') }}

with

technicians as (
    select * from {{ ref('st_technicians') }}
),

employees as (
    select * from {{ ref('st_employees') }}
),

-- Work names technicians, sales and pay name either. Where both have an id, the technician is meant.
people as (
    select
        tenant_id,
        st_id,
        name,
        role,
        business_unit_id,
        true as is_technician
    from technicians

    union all

    select
        employees.tenant_id,
        employees.st_id,
        employees.name,
        employees.role,
        employees.business_unit_id,
        false as is_technician
    from employees
    where
        not exists (
            select 1 from technicians
            where
                technicians.tenant_id = employees.tenant_id
                and technicians.st_id = employees.st_id
        )
)

select * from people
