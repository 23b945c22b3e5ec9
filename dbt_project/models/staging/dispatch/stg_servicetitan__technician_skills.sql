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

    -- ids and whole numbers
    technician_id,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'jobTypeIds', 'null') as job_type_ids
from {{ source('servicetitan', 'st_technician_skills') }}
