select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    description,
    type,
    sku_name,
    created_by,

    -- ids and whole numbers
    sku_id,
    credit_memo_id,

    -- numbers
    quantity,
    cost,
    price,
    total,

    -- flags
    taxable,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'revenueGeneralLedgerAccount', 'null') as revenue_general_ledger_account,
    nullif(full_data -> 'expensesGeneralLedgerAccount', 'null') as expenses_general_ledger_account,
    nullif(full_data -> 'businessUnit', 'null') as business_unit
from {{ source('servicetitan', 'st_credit_memo_items') }}
