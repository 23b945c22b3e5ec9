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
    tax_zone_id,
    customer_id,
    created_by_id,
    merged_to_id,
    zone_id,

    -- flags
    tax_exempt,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'address', 'null') as address,
    nullif(full_data -> 'customFields', 'null') as custom_fields,
    nullif(full_data -> 'tagTypeIds', 'null') as tag_type_ids,
    nullif(full_data -> 'externalData', 'null') as external_data
from {{ source('servicetitan', 'st_locations') }}
