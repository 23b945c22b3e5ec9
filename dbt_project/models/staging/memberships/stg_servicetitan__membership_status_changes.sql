select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    old_status,
    new_status,
    note,

    -- ids and whole numbers
    created_by_id,
    membership_id
from {{ source('servicetitan', 'st_membership_status_changes') }}
