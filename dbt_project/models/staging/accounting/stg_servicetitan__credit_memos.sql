select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    reference_number,
    sync_status,
    created_by,
    modified_by,
    description,
    import_id,
    export_id,

    -- numbers
    sub_total,
    sales_tax,
    total,
    balance,

    -- dates
    date,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'salesTaxCode', 'null') as sales_tax_code,
    nullif(full_data -> 'appliedTo', 'null') as applied_to,
    nullif(full_data -> 'customer', 'null') as customer,
    nullif(full_data -> 'customerAddress', 'null') as customer_address,
    nullif(full_data -> 'location', 'null') as location,
    nullif(full_data -> 'locationAddress', 'null') as location_address,
    nullif(full_data -> 'businessUnit', 'null') as business_unit,
    nullif(full_data -> 'batch', 'null') as batch,
    nullif(full_data -> 'customFields', 'null') as custom_fields
from {{ source('servicetitan', 'st_credit_memos') }}
