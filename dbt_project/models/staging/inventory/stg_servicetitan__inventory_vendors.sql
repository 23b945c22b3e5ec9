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
    delivery_option,

    -- numbers
    default_tax_rate,

    -- flags
    is_truck_replenishment,
    is_mobile_creation_restricted,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'contactInfo', 'null') as contact_info,
    nullif(full_data -> 'address', 'null') as address,
    nullif(full_data -> 'externalData', 'null') as external_data,
    nullif(full_data -> 'customFields', 'null') as custom_fields
from {{ source('servicetitan', 'st_inventory_vendors') }}
