select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    employee_type,
    project_label,
    memo,

    -- ids and whole numbers
    employee_id,
    activity_type_id,
    job_id,
    appointment_id,
    project_id,
    labor_type_id,
    budget_code_id,
    modified_by_id,

    -- times
    start_time,
    end_time,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'tagTypes', 'null') as tag_types,
    nullif(full_data -> 'startCoordinate', 'null') as start_coordinate,
    nullif(full_data -> 'endCoordinate', 'null') as end_coordinate
from {{ source('servicetitan', 'st_timesheet_activities') }}
