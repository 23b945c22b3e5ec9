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
    inventory_location,
    type,
    sku_name,
    display_name,
    import_id,
    export_id,
    inventory_status,

    -- ids and whole numbers
    budget_code_id,
    inventory_location_id,
    sku_id,
    membership_type_id,
    "order",
    created_by_id,
    technician_id,
    installed_equipment_id,
    estimate_item_id,
    invoice_id,

    -- numbers
    quantity,
    cost,
    total_cost,
    price,
    total,
    sold_hours,
    member_price,

    -- flags
    inventory,
    taxable,
    is_chargeable,
    display_in_amount,
    add_on,

    -- times
    service_date,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'generalLedgerAccount', 'null') as general_ledger_account,
    nullif(full_data -> 'costOfSaleAccount', 'null') as cost_of_sale_account,
    nullif(full_data -> 'assetAccount', 'null') as asset_account,
    nullif(full_data -> 'itemGroup', 'null') as item_group,
    nullif(full_data -> 'businessUnit', 'null') as business_unit
from {{ source('servicetitan', 'st_invoice_items') }}
