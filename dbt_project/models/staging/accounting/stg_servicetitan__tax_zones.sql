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
    color,

    -- flags
    is_tax_rate_separated,
    is_multiple_tax_zone,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'rates', 'null') as rates
from {{ source('servicetitan', 'st_tax_zones') }}
