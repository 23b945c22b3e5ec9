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
    account,
    cross_sale_group,
    source,
    external_id,
    default_asset_url,
    budget_cost_code,
    budget_cost_type,

    -- ids and whole numbers
    business_unit_id,

    -- numbers
    price,
    member_price,
    add_on_price,
    add_on_member_price,
    hours,
    bonus,
    commission_bonus,
    cost,
    sold_by_commission,

    -- flags
    taxable,
    is_labor,
    pays_commission,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'warranty', 'null') as warranty,
    nullif(full_data -> 'categories', 'null') as categories,
    nullif(full_data -> 'recommendations', 'null') as recommendations,
    nullif(full_data -> 'upgrades', 'null') as upgrades,
    nullif(full_data -> 'assets', 'null') as assets,
    nullif(full_data -> 'serviceMaterials', 'null') as service_materials,
    nullif(full_data -> 'serviceEquipment', 'null') as service_equipment,
    nullif(full_data -> 'externalData', 'null') as external_data
from {{ source('servicetitan', 'st_pricebook_services') }}
