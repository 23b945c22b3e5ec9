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
    memo,
    status,
    sync_status,
    payment_status,

    -- ids and whole numbers
    inventory_return_id,
    job_id,
    budget_code_id,

    -- numbers
    amount,
    applied_amount,

    -- times
    date,
    canceled_on,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'batch', 'null') as batch,
    nullif(full_data -> 'businessUnit', 'null') as business_unit,
    nullif(full_data -> 'remittanceVendor', 'null') as remittance_vendor,
    nullif(full_data -> 'vendor', 'null') as vendor,
    nullif(full_data -> 'splits', 'null') as splits,
    nullif(full_data -> 'customFields', 'null') as custom_fields
from {{ source('servicetitan', 'st_ap_credits') }}
