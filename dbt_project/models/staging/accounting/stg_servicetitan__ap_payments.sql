select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    method,
    name,
    error_message,
    status,
    sync_status,

    -- numbers
    amount,

    -- flags
    print_check,

    -- times
    date,
    approved_date,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'batch', 'null') as batch,
    nullif(full_data -> 'glAccount', 'null') as gl_account,
    nullif(full_data -> 'businessUnit', 'null') as business_unit,
    nullif(full_data -> 'vendor', 'null') as vendor,
    nullif(full_data -> 'remittanceVendor', 'null') as remittance_vendor,
    nullif(full_data -> 'splits', 'null') as splits,
    nullif(full_data -> 'customFields', 'null') as custom_fields
from {{ source('servicetitan', 'st_ap_payments') }}
