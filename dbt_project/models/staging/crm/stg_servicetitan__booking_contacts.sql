select
    tenant_id,
    booking_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    type,
    value,
    memo
from {{ source('servicetitan', 'st_booking_contacts') }}
