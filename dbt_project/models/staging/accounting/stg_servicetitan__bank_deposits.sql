select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    name,
    deposit_status,
    sync_status,
    created_by,
    import_id,
    review_status,

    -- numbers
    gross_amount,
    net_amount,
    fees,

    -- times
    deposit_date,
    reviewed_on,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'batch', 'null') as batch,
    nullif(full_data -> 'bankAccount', 'null') as bank_account,
    nullif(full_data -> 'feeAccount', 'null') as fee_account
from {{ source('servicetitan', 'st_bank_deposits') }}
