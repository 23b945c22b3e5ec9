select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    type,
    value,
    memo,

    -- ids and whole numbers
    location_id,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'phoneSettings', 'null') as phone_settings,
    nullif(full_data -> 'preferences', 'null') as preferences
from {{ source('servicetitan', 'st_location_contacts') }}
