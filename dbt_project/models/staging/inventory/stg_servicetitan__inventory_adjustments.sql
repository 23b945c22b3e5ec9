select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    number,
    reference_number,
    type,
    memo,
    sync_status,
    canceled_reason,

    -- ids and whole numbers
    inventory_location_id,
    business_unit_id,
    project_id,
    invoice_id,
    created_by_id,
    batch_id,
    canceled_by_id,

    -- times
    date,
    date_canceled,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'batch', 'null') as batch,
    nullif(full_data -> 'externalData', 'null') as external_data,
    nullif(full_data -> 'items', 'null') as items,
    nullif(full_data -> 'customFields', 'null') as custom_fields
from {{ source('servicetitan', 'st_inventory_adjustments') }}
