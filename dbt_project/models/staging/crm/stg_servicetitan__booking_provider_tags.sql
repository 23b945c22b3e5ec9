select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    tag_name,
    description,
    type
from {{ source('servicetitan', 'st_booking_provider_tags') }}
