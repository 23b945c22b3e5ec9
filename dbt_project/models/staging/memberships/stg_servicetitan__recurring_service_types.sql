select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    recurrence_type,
    duration_type,
    priority,
    job_summary,
    name,
    import_id,

    -- ids and whole numbers
    created_by_id,
    recurrence_interval,
    duration_length,
    invoice_template_id,
    business_unit_id,
    job_type_id,
    campaign_id,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'recurrenceMonths', 'null') as recurrence_months
from {{ source('servicetitan', 'st_recurring_service_types') }}
