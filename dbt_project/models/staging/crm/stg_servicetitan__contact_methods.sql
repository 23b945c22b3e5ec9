select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    contact_id,
    reference_id,
    type,
    value,
    memo,

    -- ids and whole numbers
    created_by,
    modified_by
from {{ source('servicetitan', 'st_contact_methods') }}
