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
    memo,

    -- ids and whole numbers
    warehouse_id,
    inventory_template_id,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'technicianIds', 'null') as technician_ids,
    nullif(full_data -> 'externalData', 'null') as external_data
from {{ source('servicetitan', 'st_inventory_trucks') }}
