select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- ids and whole numbers
    year,
    month,
    campaign_id,

    -- numbers
    daily_cost
from {{ source('servicetitan', 'st_campaign_costs') }}
