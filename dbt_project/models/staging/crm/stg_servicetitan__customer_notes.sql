select
    tenant_id,
    customer_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    text,

    -- ids and whole numbers
    created_by_id,

    -- flags
    is_pinned
from {{ source('servicetitan', 'st_customer_notes') }}
