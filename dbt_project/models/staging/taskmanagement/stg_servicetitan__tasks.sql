select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    status,
    name,
    description,
    priority,
    customer_name,
    job_number,

    -- ids and whole numbers
    reported_by_id,
    assigned_to_id,
    business_unit_id,
    employee_task_type_id,
    employee_task_source_id,
    employee_task_resolution_id,
    customer_id,
    job_id,
    project_id,
    task_number,
    description_modified_by_id,

    -- numbers
    refund_issued,

    -- flags
    is_closed,

    -- times
    closed_on,
    reported_on,
    complete_by,
    description_modified_on,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'involvedEmployeeIdList', 'null') as involved_employee_id_list,
    nullif(full_data -> 'comments', 'null') as comments,
    nullif(full_data -> 'attachments', 'null') as attachments,
    nullif(full_data -> 'subTasksData', 'null') as sub_tasks_data
from {{ source('servicetitan', 'st_tasks') }}
