select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    shift_type,
    title,
    note,

    -- ids and whole numbers
    technician_id,
    timesheet_code_id,

    -- times
    start,
    "end"
from {{ source('servicetitan', 'st_technician_shifts') }}
