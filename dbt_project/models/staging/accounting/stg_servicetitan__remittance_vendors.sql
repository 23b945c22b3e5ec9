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
    customer_id,

    -- flags
    is_approved,
    is_verified,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'contactInfo', 'null') as contact_info,
    nullif(full_data -> 'address', 'null') as address
from {{ source('servicetitan', 'st_remittance_vendors') }}
