select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    employee_type,
    external_payroll_id,

    -- ids and whole numbers
    manager_id,
    payroll_business_unit_id,

    -- numbers
    hourly_rate,

    -- flags
    is_included_in_payroll,

    -- times
    hire_date
from {{ source('servicetitan', 'st_payroll_settings') }}
