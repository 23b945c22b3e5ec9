select
    tenant_id,
    entity_type,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    name,
    data_type,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'dataTypeOptions', 'null') as data_type_options
from {{ source('servicetitan', 'st_custom_fields') }}
