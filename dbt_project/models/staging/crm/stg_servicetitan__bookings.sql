select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    summary,
    source,
    name,
    customer_type,
    status,
    external_id,
    priority,

    -- ids and whole numbers
    campaign_id,
    business_unit_id,
    dismissing_reason_id,
    job_id,
    job_type_id,
    booking_provider_id,

    -- flags
    is_first_time_client,
    is_send_confirmation_email,

    -- times
    start,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'address', 'null') as address,
    nullif(full_data -> 'uploadedImages', 'null') as uploaded_images
from {{ source('servicetitan', 'st_bookings') }}
