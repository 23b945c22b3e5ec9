select
    tenant_id,
    st_id,
    opt_out_type,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- the object as it is: the API's documents do not say what it holds
    full_data
from {{ source('servicetitan', 'st_opt_outs') }}
