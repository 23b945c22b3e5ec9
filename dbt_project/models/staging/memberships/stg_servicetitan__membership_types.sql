select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    import_id,
    name,
    display_name,
    discount_mode,
    location_target,
    revenue_recognition_mode,

    -- ids and whole numbers
    created_by_id,
    billing_template_id,

    -- numbers
    discount,

    -- flags
    auto_calculate_invoice_templates,
    use_membership_pricing_table,
    show_membership_savings,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'durationBilling', 'null') as duration_billing,
    nullif(full_data -> 'discounts', 'null') as discounts,
    nullif(full_data -> 'recurringServices', 'null') as recurring_services,
    nullif(full_data -> 'tagTypeIds', 'null') as tag_type_ids
from {{ source('servicetitan', 'st_membership_types') }}
