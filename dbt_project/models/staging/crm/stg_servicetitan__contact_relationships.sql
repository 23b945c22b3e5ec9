select
    tenant_id,
    contact_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    type_name,
    type_slug,

    -- ids and whole numbers
    related_entity_id,
    created_by
from {{ source('servicetitan', 'st_contact_relationships') }}
