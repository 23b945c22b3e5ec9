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
    type,
    structure,

    -- flags
    is_active,
    is_required
from {{ source('servicetitan', 'st_budget_segments') }}
