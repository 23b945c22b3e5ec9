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
    job_number,
    job_status,
    priority,
    customer_po,

    -- ids and whole numbers
    project_id,
    customer_id,
    location_id,
    business_unit_id,
    job_type_id,
    campaign_id,
    appointment_count,
    first_appointment_id,
    last_appointment_id,
    recall_for_id,
    warranty_id,
    created_by_id,
    lead_call_id,
    partner_lead_call_id,
    booking_id,
    sold_by_id,
    invoice_id,
    membership_id,
    created_from_estimate_id,

    -- numbers
    total,

    -- flags
    no_charge,
    notifications_enabled,

    -- times
    completed_on,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'customFields', 'null') as custom_fields,
    nullif(full_data -> 'externalData', 'null') as external_data,
    nullif(full_data -> 'jobGeneratedLeadSource', 'null') as job_generated_lead_source,
    nullif(full_data -> 'tagTypeIds', 'null') as tag_type_ids,
    nullif(full_data -> 'estimateIds', 'null') as estimate_ids
from {{ source('servicetitan', 'st_jobs') }}
