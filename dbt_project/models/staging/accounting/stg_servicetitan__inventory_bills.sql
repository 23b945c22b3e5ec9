select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    sync_status,
    reference_number,
    vendor_number,
    summary,
    created_by,
    term_name,
    ship_to_description,
    job_number,

    -- ids and whole numbers
    purchase_order_id,
    budget_code_id,
    job_id,

    -- numbers
    bill_amount,
    tax_amount,
    shipping_amount,

    -- times
    bill_date,
    due_date,
    post_date,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'batch', 'null') as batch,
    nullif(full_data -> 'businessUnit', 'null') as business_unit,
    nullif(full_data -> 'taxZone', 'null') as tax_zone,
    nullif(full_data -> 'vendor', 'null') as vendor,
    nullif(full_data -> 'shipTo', 'null') as ship_to,
    nullif(full_data -> 'items', 'null') as items,
    nullif(full_data -> 'customFields', 'null') as custom_fields
from {{ source('servicetitan', 'st_inventory_bills') }}
