select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    auth_code,
    check_number,
    created_by,
    memo,
    reference_number,
    sync_status,
    type,
    type_id,

    -- ids and whole numbers
    refunded_payment_id,

    -- numbers
    total,
    unapplied_amount,

    -- times
    date,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'appliedTo', 'null') as applied_to,
    nullif(full_data -> 'batch', 'null') as batch,
    nullif(full_data -> 'businessUnit', 'null') as business_unit,
    nullif(full_data -> 'customer', 'null') as customer,
    nullif(full_data -> 'customFields', 'null') as custom_fields,
    nullif(full_data -> 'deposit', 'null') as deposit,
    nullif(full_data -> 'generalLedgerAccount', 'null') as general_ledger_account
from {{ source('servicetitan', 'st_payments') }}
