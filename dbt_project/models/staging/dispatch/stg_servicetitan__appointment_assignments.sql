select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    technician_name,
    status,

    -- ids and whole numbers
    technician_id,
    assigned_by_id,
    job_id,
    appointment_id,

    -- flags
    is_paused,

    -- times
    assigned_on
from {{ source('servicetitan', 'st_appointment_assignments') }}
