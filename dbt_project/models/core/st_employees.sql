{{ config(indexes=[{'columns': ['tenant_id', 'business_unit_id']}]) }}

with

employees as (
    select * from {{ ref('stg_servicetitan__employees') }}
),

technicians as (
    select * from {{ ref('stg_servicetitan__technicians') }}
),

technician_employees as (
    select * from {{ ref('int_technician_employees') }}
),

roles as (
    select * from {{ ref('int_people_roles') }}
),

-- The built-in role of the API is being retired in favour of the user roles; it is what remains without them.
office_employees as (
    select
        employees.tenant_id,
        employees.st_id,
        employees.st_created_on,
        employees.st_modified_on,
        employees.active,
        employees.last_synced_at,
        employees.deleted_at,

        employees.name,
        employees.first_name,
        employees.last_name,
        employees.email,
        employees.phone_number as phone,
        coalesce(roles.role, employees.role) as role,
        employees.business_unit_id,
        {{ utc_date('employees.start_date') }} as hire_date,
        {{ utc_date('employees.termination_date') }} as termination_date
    from employees
    left join roles
        on
            employees.tenant_id = roles.tenant_id
            and employees.st_id = roles.st_id
            and roles.kind = 'employee'
),

other_technicians as (
    select
        technicians.tenant_id,
        technicians.st_id,
        technicians.st_created_on,
        technicians.st_modified_on,
        technicians.active,
        technicians.last_synced_at,
        technicians.deleted_at,

        technicians.name,
        technicians.first_name,
        technicians.last_name,
        technicians.email,
        coalesce(nullif(technicians.phone_number, ''), technicians.mobile_phone) as phone,
        roles.role,
        technicians.business_unit_id,
        {{ utc_date('technicians.start_date') }} as hire_date,
        null::date as termination_date
    from technicians
    left join technician_employees
        on
            technicians.tenant_id = technician_employees.tenant_id
            and technicians.st_id = technician_employees.technician_id
    left join roles
        on
            technicians.tenant_id = roles.tenant_id
            and technicians.st_id = roles.st_id
            and roles.kind = 'technician'
    where technician_employees.employee_id is null
),

final as (
    select * from office_employees

    union all

    select * from other_technicians
)

select * from final
