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
    type,

    -- flags
    is_consignment,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'locationIds', 'null') as location_ids,
    nullif(full_data -> 'items', 'null') as items
from {{ source('servicetitan', 'st_inventory_templates') }}
