select
    tenant_id,
    snapshot_on,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- numbers
    total_availability,
    open_availability,

    -- flags
    is_available,
    is_exceeding_ideal_booking_percentage,

    -- times
    start,
    "end",
    start_utc,
    end_utc,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'businessUnitIds', 'null') as business_unit_ids,
    nullif(full_data -> 'technicians', 'null') as technicians
from {{ source('servicetitan', 'st_capacity') }}
