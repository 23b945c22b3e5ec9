select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'history', 'null') as history
from {{ source('servicetitan', 'st_job_history') }}
