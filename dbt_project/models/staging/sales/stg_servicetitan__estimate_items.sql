select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    sku_account,
    description,
    item_group_name,

    -- ids and whole numbers
    membership_type_id,
    item_group_root_id,
    invoice_item_id,
    budget_code_id,

    -- numbers
    qty,
    unit_rate,
    total,
    unit_cost,
    total_cost,

    -- flags
    chargeable,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'sku', 'null') as sku
from {{ source('servicetitan', 'st_estimate_items') }}
