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
    company_name,
    scheduler_status,
    data_api_key,
    mode,
    quick_launch_link,

    -- flags
    is_default
from {{ source('servicetitan', 'st_schedulers') }}
