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
    status,
    source,
    bill_type,
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
    vendor_invoice_total,
    tax_amount,
    shipping_amount,

    -- flags
    do_not_pay,

    -- times
    post_date,
    bill_date,
    early_discount_date,
    due_date,
    date_canceled,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'canceledBy', 'null') as canceled_by,
    nullif(full_data -> 'batch', 'null') as batch,
    nullif(full_data -> 'businessUnit', 'null') as business_unit,
    nullif(full_data -> 'taxZone', 'null') as tax_zone,
    nullif(full_data -> 'vendor', 'null') as vendor,
    nullif(full_data -> 'remittanceVendorInfo', 'null') as remittance_vendor_info,
    nullif(full_data -> 'shipTo', 'null') as ship_to,
    nullif(full_data -> 'items', 'null') as items,
    nullif(full_data -> 'expenseItems', 'null') as expense_items,
    nullif(full_data -> 'customFields', 'null') as custom_fields
from {{ source('servicetitan', 'st_ap_bills') }}
