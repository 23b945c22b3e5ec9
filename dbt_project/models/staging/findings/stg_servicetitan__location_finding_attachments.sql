select
    tenant_id,
    location_finding_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    file_name,
    url,
    type
from {{ source('servicetitan', 'st_location_finding_attachments') }}
