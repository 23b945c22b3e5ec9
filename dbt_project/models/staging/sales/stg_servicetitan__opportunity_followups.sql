select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- the object as it is: the API's documents do not say what it holds
    full_data
from {{ source('servicetitan', 'st_opportunity_followups') }}
