select
    tenant_id,
    scheduler_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    session_outcome,
    gbp_name,
    category,
    notes,
    blocker_type,
    blocker_to_book_additional_data,
    last_step,
    dispatch_fee_quoted,
    membership_interest,
    external_id,
    campaign_name,

    -- ids and whole numbers
    job_id,
    booking_id,
    lead_id,
    job_type_id,
    business_unit_id,
    zone_id,
    recurring_service_id,

    -- flags
    mobile_notification_opt_in,
    is_location_takeover,
    custom_opt_in,
    marketing_opt_in,
    payment_info_captured,

    -- times
    last_checkin_date,
    timeslot_start,
    timeslot_end,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'customer', 'null') as customer,
    nullif(full_data -> 'customerResponses', 'null') as customer_responses,
    nullif(full_data -> 'sourceTracking', 'null') as source_tracking
from {{ source('servicetitan', 'st_scheduler_sessions') }}
