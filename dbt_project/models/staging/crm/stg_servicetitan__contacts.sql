select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    reference_id,
    name,
    title,

    -- ids and whole numbers
    created_by,
    modified_by,

    -- flags
    is_archived
from {{ source('servicetitan', 'st_contacts') }}
