select
    tenant_id,
    st_id,
    labor_type_code,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    labor_type_name,

    -- numbers
    hourly_rate
from {{ source('servicetitan', 'st_location_rates') }}
