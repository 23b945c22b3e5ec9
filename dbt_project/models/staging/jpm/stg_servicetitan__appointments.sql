select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    appointment_number,
    status,
    special_instructions,

    -- ids and whole numbers
    job_id,
    customer_id,
    created_by_id,

    -- flags
    unused,
    is_confirmed,

    -- times
    start,
    "end",
    arrival_window_start,
    arrival_window_end
from {{ source('servicetitan', 'st_appointments') }}
