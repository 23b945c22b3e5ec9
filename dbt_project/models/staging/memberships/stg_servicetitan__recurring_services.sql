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
    import_id,
    duration_type,
    memo,
    priority,
    job_summary,
    recurrence_type,
    recurrence_week,
    recurrence_day_of_nth_week,
    job_start_time,

    -- ids and whole numbers
    created_by_id,
    membership_id,
    location_id,
    recurring_service_type_id,
    duration_length,
    invoice_template_id,
    invoice_template_for_following_years_id,
    activated_from_id,
    business_unit_id,
    job_type_id,
    campaign_id,
    recurrence_interval,

    -- numbers
    allocation,
    estimated_payroll_cost,

    -- flags
    first_visit_complete,

    -- times
    "from",
    "to",

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'recurrenceMonths', 'null') as recurrence_months,
    nullif(full_data -> 'recurrenceDaysOfWeek', 'null') as recurrence_days_of_week,
    nullif(full_data -> 'recurrenceDaysOfMonth', 'null') as recurrence_days_of_month,
    nullif(full_data -> 'preferredTechnicianIds', 'null') as preferred_technician_ids,
    nullif(full_data -> 'tagTypeIds', 'null') as tag_type_ids
from {{ source('servicetitan', 'st_recurring_services') }}
