select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    billing_frequency,
    renewal_billing_frequency,
    status,
    follow_up_status,
    customer_po,
    import_id,
    memo,

    -- ids and whole numbers
    created_by_id,
    duration,
    renewal_duration,
    business_unit_id,
    customer_id,
    membership_type_id,
    activated_by_id,
    activated_from_id,
    billing_template_id,
    cancellation_balance_invoice_id,
    cancellation_invoice_id,
    follow_up_custom_status_id,
    location_id,
    payment_method_id,
    payment_type_id,
    recurring_location_id,
    renewal_membership_task_id,
    renewed_by_id,
    sold_by_id,

    -- numbers
    initial_deferred_revenue,

    -- times
    follow_up_on,
    cancellation_date,
    "from",
    next_scheduled_bill_date,
    "to",

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'customFields', 'null') as custom_fields
from {{ source('servicetitan', 'st_memberships') }}
