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
    color,
    code,
    importance,

    -- flags
    is_conversion_opportunity,
    allow_to_use_on_timesheet_activity,
    is_visible_on_dispatch_board
from {{ source('servicetitan', 'st_tag_types') }}
