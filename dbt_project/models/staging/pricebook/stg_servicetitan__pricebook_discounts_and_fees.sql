select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    type,
    code,
    display_name,
    description,
    amount_type,
    account,
    cross_sale_group,
    budget_cost_code,
    budget_cost_type,

    -- numbers
    amount,
    "limit",
    hours,
    bonus,
    commission_bonus,

    -- flags
    taxable,
    pays_commission,
    exclude_from_payroll,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'categories', 'null') as categories,
    nullif(full_data -> 'assets', 'null') as assets,
    nullif(full_data -> 'externalData', 'null') as external_data
from {{ source('servicetitan', 'st_pricebook_discounts_and_fees') }}
