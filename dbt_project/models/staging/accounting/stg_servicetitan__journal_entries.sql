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
    source,
    status,
    sync_status,
    message,
    url,

    -- ids and whole numbers
    number,
    version_id,
    last_sync_version_id,

    -- flags
    is_empty,

    -- times
    exported_on,

    -- dates
    post_date,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'exportedBy', 'null') as exported_by,
    nullif(full_data -> 'customFields', 'null') as custom_fields
from {{ source('servicetitan', 'st_journal_entries') }}
