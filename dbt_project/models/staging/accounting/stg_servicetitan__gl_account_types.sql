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
    parent_type_id
from {{ source('servicetitan', 'st_gl_account_types') }}
