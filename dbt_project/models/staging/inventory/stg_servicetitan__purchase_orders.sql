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
    status,
    vendor_document_number,
    summary,

    -- ids and whole numbers
    invoice_id,
    job_id,
    project_id,
    type_id,
    vendor_id,
    technician_id,
    business_unit_id,
    inventory_location_id,
    batch_id,
    budget_code_id,

    -- numbers
    total,
    tax,
    shipping,

    -- times
    date,
    required_on,
    sent_on,
    received_on,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'shipTo', 'null') as ship_to,
    nullif(full_data -> 'items', 'null') as items,
    nullif(full_data -> 'customFields', 'null') as custom_fields
from {{ source('servicetitan', 'st_purchase_orders') }}
