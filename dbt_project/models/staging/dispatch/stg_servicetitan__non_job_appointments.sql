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
    duration,
    summary,

    -- ids and whole numbers
    technician_id,
    timesheet_code_id,
    created_by_id,

    -- flags
    clear_dispatch_board,
    clear_technician_view,
    remove_technician_from_capacity_planning,
    all_day,
    show_on_technician_schedule,

    -- times
    start
from {{ source('servicetitan', 'st_non_job_appointments') }}
