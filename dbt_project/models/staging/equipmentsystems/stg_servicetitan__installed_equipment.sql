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
    serial_number,
    barcode_id,
    memo,
    manufacturer,
    model,
    status,

    -- ids and whole numbers
    equipment_id,
    location_id,
    customer_id,
    invoice_item_id,
    predicted_replacement_months,

    -- numbers
    cost,

    -- times
    installed_on,
    manufacturer_warranty_start,
    manufacturer_warranty_end,
    service_provider_warranty_start,
    service_provider_warranty_end,

    -- dates
    actual_replacement_date,
    predicted_replacement_date,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'type', 'null') as type,
    nullif(full_data -> 'tags', 'null') as tags
from {{ source('servicetitan', 'st_installed_equipment') }}
