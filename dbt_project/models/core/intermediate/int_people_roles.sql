{{ config(materialized='ephemeral') }}

with

technicians as (
    select * from {{ ref('stg_servicetitan__technicians') }}
),

employees as (
    select * from {{ ref('stg_servicetitan__employees') }}
),

roles as (
    select * from {{ ref('stg_servicetitan__user_roles') }}
),

people as (
    select
        tenant_id,
        st_id,
        'technician' as kind,
        {{ bigint_array('role_ids') }} as role_ids
    from technicians

    union all

    select
        tenant_id,
        st_id,
        'employee' as kind,
        {{ bigint_array('role_ids') }} as role_ids
    from employees
),

held_roles as (
    select
        people.tenant_id,
        people.st_id,
        people.kind,
        held.role_id,
        held.position
    from people
    cross join lateral unnest(people.role_ids) with ordinality as held (role_id, position)
),

by_person as (
    select
        held_roles.tenant_id,
        held_roles.st_id,
        held_roles.kind,
        string_agg(roles.name, ', ' order by held_roles.position) as role
    from held_roles
    inner join roles
        on
            held_roles.tenant_id = roles.tenant_id
            and held_roles.role_id = roles.st_id
    group by
        held_roles.tenant_id,
        held_roles.st_id,
        held_roles.kind
)

select * from by_person
