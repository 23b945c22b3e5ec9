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

    -- ids and whole numbers
    created_by,

    -- flags
    service_days_enabled,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'zips', 'null') as zips,
    nullif(full_data -> 'cities', 'null') as cities,
    nullif(full_data -> 'territoryNumbers', 'null') as territory_numbers,
    nullif(full_data -> 'locnNumbers', 'null') as locn_numbers,
    nullif(full_data -> 'serviceDays', 'null') as service_days,
    nullif(full_data -> 'businessUnits', 'null') as business_units,
    nullif(full_data -> 'technicians', 'null') as technicians
from {{ source('servicetitan', 'st_zones') }}
