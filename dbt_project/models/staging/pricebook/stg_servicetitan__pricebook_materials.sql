select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    code,
    display_name,
    description,
    unit_of_measure,
    account,
    cost_of_sale_account,
    asset_account,
    source,
    external_id,
    default_asset_url,
    budget_cost_code,
    budget_cost_type,

    -- ids and whole numbers
    business_unit_id,
    created_by_id,
    general_ledger_account_id,
    cost_type_id,

    -- numbers
    cost,
    price,
    member_price,
    add_on_price,
    add_on_member_price,
    hours,
    bonus,
    commission_bonus,

    -- flags
    pays_commission,
    deduct_as_job_cost,
    is_inventory,
    taxable,
    is_configurable_material,
    chargeable_by_default,
    display_in_amount,
    is_other_direct_cost,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'primaryVendor', 'null') as primary_vendor,
    nullif(full_data -> 'otherVendors', 'null') as other_vendors,
    nullif(full_data -> 'categories', 'null') as categories,
    nullif(full_data -> 'assets', 'null') as assets,
    nullif(full_data -> 'externalData', 'null') as external_data,
    nullif(full_data -> 'variationsOrConfigurableMaterials', 'null') as variations_or_configurable_materials
from {{ source('servicetitan', 'st_pricebook_materials') }}
