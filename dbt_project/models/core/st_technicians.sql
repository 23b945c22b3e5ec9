{{
    config(
        indexes=[
            {'columns': ['tenant_id', 'employee_id']},
            {'columns': ['tenant_id', 'business_unit_id']},
        ],
        unscoped='Technicians are few, and so are the days of their jobs.',
    )
}}

with

technicians as (
    select * from {{ ref('stg_servicetitan__technicians') }}
),

employees as (
    select * from {{ ref('int_technician_employees') }}
),

roles as (
    select * from {{ ref('int_people_roles') }}
),

business_units as (
    select * from {{ ref('stg_servicetitan__business_units') }}
),

job_days as (
    select * from {{ ref('int_technician_days') }}
),

figures as (
    select
        tenant_id,
        technician_id,
        sum(total_jobs)::bigint as total_jobs,
        sum(completed_jobs)::bigint as completed_jobs,
        sum(total_revenue) as total_revenue
    from job_days
    group by
        tenant_id,
        technician_id
),

skills as (
    select
        technicians.tenant_id,
        technicians.st_id,
        jsonb_agg(skill.element ->> 'name' order by skill.position) as names
    from technicians
    cross join
        jsonb_array_elements({{ json_list('technicians.skills') }}) with ordinality as skill (element, position)
    where skill.element ->> 'name' is not null
    group by
        technicians.tenant_id,
        technicians.st_id
),

final as (
    select
        technicians.tenant_id,
        technicians.st_id,
        technicians.st_created_on,
        technicians.st_modified_on,
        technicians.active,
        technicians.last_synced_at,
        technicians.deleted_at,

        employees.employee_id,
        technicians.business_unit_id,
        business_units.name as business_unit_name,

        technicians.name,
        technicians.first_name,
        technicians.last_name,
        technicians.email,
        coalesce(nullif(technicians.phone_number, ''), technicians.mobile_phone) as phone,
        roles.role,
        true as is_technician,
        technicians.team,
        coalesce(skills.names, '[]'::jsonb) as skills,
        {{ utc_date('technicians.start_date') }} as hire_date,

        coalesce(figures.total_jobs, 0) as total_jobs,
        coalesce(figures.completed_jobs, 0) as completed_jobs,
        coalesce(figures.total_revenue, 0) as total_revenue
    from technicians
    left join employees
        on
            technicians.tenant_id = employees.tenant_id
            and technicians.st_id = employees.technician_id
    left join roles
        on
            technicians.tenant_id = roles.tenant_id
            and technicians.st_id = roles.st_id
            and roles.kind = 'technician'
    left join business_units
        on
            technicians.tenant_id = business_units.tenant_id
            and technicians.business_unit_id = business_units.st_id
    left join skills
        on
            technicians.tenant_id = skills.tenant_id
            and technicians.st_id = skills.st_id
    left join figures
        on
            technicians.tenant_id = figures.tenant_id
            and technicians.st_id = figures.technician_id
)

select * from final
