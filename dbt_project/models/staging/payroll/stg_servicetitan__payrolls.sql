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
    status,

    -- ids and whole numbers
    employee_id,

    -- numbers
    burden_rate,

    -- times
    started_on,
    ended_on,
    manager_approved_on
from {{ source('servicetitan', 'st_payrolls') }}
