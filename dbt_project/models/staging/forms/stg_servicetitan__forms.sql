select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    name,

    -- ids and whole numbers
    created_by_id,

    -- flags
    published,
    has_conditional_logic,
    has_triggers
from {{ source('servicetitan', 'st_forms') }}
