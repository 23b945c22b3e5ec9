select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    start,
    duration,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'businessUnitIds', 'null') as business_unit_ids
from {{ source('servicetitan', 'st_arrival_windows') }}
