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
    vendor_invoice_number,
    memo,
    ship_to_description,
    sync_status,

    -- ids and whole numbers
    created_by_id,
    purchase_order_id,
    bill_id,
    job_id,
    business_unit_id,
    vendor_id,
    technician_id,
    inventory_location_id,
    batch_id,
    budget_code_id,

    -- numbers
    receipt_amount,
    tax_amount,
    shipping_amount,

    -- times
    received_on,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'shipTo', 'null') as ship_to,
    nullif(full_data -> 'items', 'null') as items,
    nullif(full_data -> 'customFields', 'null') as custom_fields
from {{ source('servicetitan', 'st_inventory_receipts') }}
