select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    summary,
    import_id,
    export_id,
    invoice_configuration,
    sync_status,
    reference_number,
    term_name,
    created_by,
    commission_eligibility_date,
    sent_status,
    review_status,

    -- ids and whole numbers
    material_sku_id,
    membership_id,
    budget_code_id,
    tax_zone_id,
    adjustment_to_id,
    project_id,

    -- numbers
    discount_total,
    sub_total,
    sales_tax,
    total,
    balance,

    -- times
    paid_on,
    invoice_date,
    due_date,
    deposited_on,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'items', 'null') as items,
    nullif(full_data -> 'customFields', 'null') as custom_fields,
    nullif(full_data -> 'salesTaxCode', 'null') as sales_tax_code,
    nullif(full_data -> 'invoiceType', 'null') as invoice_type,
    nullif(full_data -> 'customer', 'null') as customer,
    nullif(full_data -> 'customerAddress', 'null') as customer_address,
    nullif(full_data -> 'location', 'null') as location,
    nullif(full_data -> 'locationAddress', 'null') as location_address,
    nullif(full_data -> 'businessUnit', 'null') as business_unit,
    nullif(full_data -> 'batch', 'null') as batch,
    nullif(full_data -> 'job', 'null') as job,
    nullif(full_data -> 'royalty', 'null') as royalty,
    nullif(full_data -> 'employeeInfo', 'null') as employee_info,
    nullif(full_data -> 'assignedTo', 'null') as assigned_to
from {{ source('servicetitan', 'st_invoices') }}
