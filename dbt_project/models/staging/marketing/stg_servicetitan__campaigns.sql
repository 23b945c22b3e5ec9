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
    other_source,
    business_unit,
    medium,
    other_medium,

    -- flags
    is_default_campaign,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'category', 'null') as category,
    nullif(full_data -> 'campaignPhoneNumbers', 'null') as campaign_phone_numbers
from {{ source('servicetitan', 'st_campaigns') }}
