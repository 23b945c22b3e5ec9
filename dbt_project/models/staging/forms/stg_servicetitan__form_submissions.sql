select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    form_name,
    status,

    -- ids and whole numbers
    form_id,
    created_by_id,

    -- times
    submitted_on,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'owners', 'null') as owners,
    nullif(full_data -> 'units', 'null') as units
from {{ source('servicetitan', 'st_form_submissions') }}
