select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    location_recurring_service_name,
    membership_name,
    status,

    -- ids and whole numbers
    location_recurring_service_id,
    membership_id,
    job_id,
    created_by_id,

    -- times
    date
from {{ source('servicetitan', 'st_recurring_service_events') }}
