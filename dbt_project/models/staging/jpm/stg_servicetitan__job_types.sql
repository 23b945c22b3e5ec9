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
    priority,
    class,
    summary,

    -- ids and whole numbers
    duration,

    -- numbers
    sold_threshold,

    -- flags
    no_charge,
    enforce_recurring_service_event_selection,
    invoice_signatures_required,
    is_smart_dispatched,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'businessUnitIds', 'null') as business_unit_ids,
    nullif(full_data -> 'skills', 'null') as skills,
    nullif(full_data -> 'tagTypeIds', 'null') as tag_type_ids,
    nullif(full_data -> 'externalData', 'null') as external_data
from {{ source('servicetitan', 'st_job_types') }}
