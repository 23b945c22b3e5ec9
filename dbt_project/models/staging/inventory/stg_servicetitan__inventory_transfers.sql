select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    transfer_type,
    status,
    number,
    reference_number,
    memo,
    sync_status,
    canceled_reason,

    -- ids and whole numbers
    from_location_id,
    to_location_id,
    created_by_id,
    batch_id,
    job_id,
    invoice_id,
    canceled_by_id,
    picked_by_id,
    received_by_id,

    -- times
    date,
    picked_date,
    received_date,
    date_required,
    date_canceled,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'batch', 'null') as batch,
    nullif(full_data -> 'items', 'null') as items,
    nullif(full_data -> 'customFields', 'null') as custom_fields,
    nullif(full_data -> 'externalData', 'null') as external_data
from {{ source('servicetitan', 'st_inventory_transfers') }}
