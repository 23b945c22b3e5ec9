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

    -- ids and whole numbers
    employee_id,
    timesheet_code_id,

    -- times
    started_on,
    ended_on
from {{ source('servicetitan', 'st_non_job_timesheets') }}
