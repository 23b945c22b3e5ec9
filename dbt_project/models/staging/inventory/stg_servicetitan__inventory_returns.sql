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
    status,
    memo,
    sync_status,
    canceled_reason,

    -- ids and whole numbers
    vendor_id,
    purchase_order_id,
    job_id,
    project_id,
    budget_code_id,
    business_unit_id,
    inventory_location_id,
    created_by_id,
    batch_id,
    canceled_by_id,

    -- numbers
    return_amount,
    tax_amount,
    shipping_amount,

    -- times
    return_date,
    returned_on,
    credit_received_on,
    date_canceled,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'batch', 'null') as batch,
    nullif(full_data -> 'items', 'null') as items,
    nullif(full_data -> 'customFields', 'null') as custom_fields,
    nullif(full_data -> 'externalData', 'null') as external_data
from {{ source('servicetitan', 'st_inventory_returns') }}
