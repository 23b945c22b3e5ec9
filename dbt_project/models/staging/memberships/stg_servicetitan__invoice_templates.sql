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
    import_id,

    -- ids and whole numbers
    created_by_id,

    -- numbers
    total,

    -- flags
    is_settings_template,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'items', 'null') as items
from {{ source('servicetitan', 'st_invoice_templates') }}
