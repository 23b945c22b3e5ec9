select
    tenant_id,
    estimate_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    old_status,
    new_status,

    -- ids and whole numbers
    created_by_id
from {{ source('servicetitan', 'st_estimate_status_changes') }}
