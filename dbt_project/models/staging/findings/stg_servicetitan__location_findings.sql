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
    description,
    recommended_solution,
    internal_notes,
    urgency_level,

    -- ids and whole numbers
    location_id,
    installed_equipment_id,
    source_job_id,
    created_by,
    modified_by,

    -- flags
    archived
from {{ source('servicetitan', 'st_location_findings') }}
