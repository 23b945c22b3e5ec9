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
    lead_url,
    lead_customer_name,
    lead_phone,
    lead_email,
    lead_street,
    lead_unit,
    lead_city,
    lead_state,
    lead_zip,
    lead_country,
    capture_source,
    status,
    priority,

    -- ids and whole numbers
    call_reason_id,
    call_id,
    booking_id,
    manual_call_id,
    customer_id,
    location_id,
    business_unit_id,
    job_type_id,
    campaign_id,
    created_by_id,
    dismissing_reason_id,

    -- times
    follow_up_date,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'tagTypeIds', 'null') as tag_type_ids
from {{ source('servicetitan', 'st_leads') }}
