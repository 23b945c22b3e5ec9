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
    status,
    origin,
    summary,
    import_id,
    billing_schedule,

    -- ids and whole numbers
    created_by_id,
    modified_by_id,
    customer_id,
    business_unit_id,
    duration_months,
    renewal_agreement_id,
    payment_term_id,
    payment_method_id,
    rate_sheet_id,
    account_manager_id,
    sold_by_id,

    -- numbers
    imported_deferred_amount,
    imported_recognized_amount,
    estimated_travel_cost,
    estimated_labor_cost,
    estimated_material_cost,
    labor_markup_percentage,
    material_markup_percentage,
    labor_surcharge,
    material_surcharge,
    total_agreement_price,
    estimated_gross_margin_amount,
    estimated_gross_margin_percentage,

    -- flags
    auto_renew,

    -- dates
    start_date,
    end_date,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'templateFields', 'null') as template_fields,
    nullif(full_data -> 'locationIds', 'null') as location_ids,
    nullif(full_data -> 'tagTypeIds', 'null') as tag_type_ids
from {{ source('servicetitan', 'st_service_agreements') }}
