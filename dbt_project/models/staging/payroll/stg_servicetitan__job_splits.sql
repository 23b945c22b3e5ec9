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
    technician_id,

    -- numbers
    split
from {{ source('servicetitan', 'st_job_splits') }}
