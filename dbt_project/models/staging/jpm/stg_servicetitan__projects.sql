select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    number,
    name,
    summary,
    status,
    sub_status,

    -- ids and whole numbers
    status_id,
    sub_status_id,
    customer_id,
    location_id,
    project_type_id,

    -- times
    start_date,
    target_completion_date,
    actual_completion_date,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'projectManagerIds', 'null') as project_manager_ids,
    nullif(full_data -> 'businessUnitIds', 'null') as business_unit_ids,
    nullif(full_data -> 'customFields', 'null') as custom_fields,
    nullif(full_data -> 'externalData', 'null') as external_data,
    nullif(full_data -> 'jobIds', 'null') as job_ids
from {{ source('servicetitan', 'st_projects') }}
