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
    manufacturer,
    model,
    account,
    cost_of_sale_account,
    asset_account,
    cross_sale_group,
    unit_of_measure,
    source,
    external_id,
    default_asset_url,
    budget_cost_code,
    budget_cost_type,

    -- ids and whole numbers
    type_id,
    general_ledger_account_id,

    -- numbers
    price,
    member_price,
    add_on_price,
    add_on_member_price,
    bonus,
    commission_bonus,
    hours,
    cost,

    -- flags
    pays_commission,
    taxable,
    is_inventory,
    is_configurable_equipment,
    display_in_amount,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'manufacturerWarranty', 'null') as manufacturer_warranty,
    nullif(full_data -> 'serviceProviderWarranty', 'null') as service_provider_warranty,
    nullif(full_data -> 'categories', 'null') as categories,
    nullif(full_data -> 'assets', 'null') as assets,
    nullif(full_data -> 'recommendations', 'null') as recommendations,
    nullif(full_data -> 'upgrades', 'null') as upgrades,
    nullif(full_data -> 'equipmentMaterials', 'null') as equipment_materials,
    nullif(full_data -> 'primaryVendor', 'null') as primary_vendor,
    nullif(full_data -> 'otherVendors', 'null') as other_vendors,
    nullif(full_data -> 'externalData', 'null') as external_data,
    nullif(full_data -> 'variationsOrConfigurableEquipment', 'null') as variations_or_configurable_equipment,
    nullif(full_data -> 'dimensions', 'null') as dimensions
from {{ source('servicetitan', 'st_pricebook_equipment') }}
