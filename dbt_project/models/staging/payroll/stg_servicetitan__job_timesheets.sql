select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- ids and whole numbers
    job_id,
    appointment_id,
    technician_id,

    -- times
    dispatched_on,
    arrived_on,
    canceled_on,
    done_on
from {{ source('servicetitan', 'st_job_timesheets') }}
