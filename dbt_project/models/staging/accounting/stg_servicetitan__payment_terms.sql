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
    due_day_type,

    -- ids and whole numbers
    due_day,

    -- flags
    is_customer_default,
    is_vendor_default,
    in_use,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'paymentTermDiscountModel', 'null') as payment_term_discount_model,
    nullif(full_data -> 'interestSettings', 'null') as interest_settings
from {{ source('servicetitan', 'st_payment_terms') }}
