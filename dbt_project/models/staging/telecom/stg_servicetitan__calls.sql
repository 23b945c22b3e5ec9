select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    duration,
    "from",
    "to",
    direction,
    status,
    type,
    recording_url,
    voice_mail_path,
    excuse_memo,
    tag,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'reason', 'null') as reason,
    nullif(full_data -> 'customer', 'null') as customer,
    nullif(full_data -> 'location', 'null') as location,
    nullif(full_data -> 'campaign', 'null') as campaign,
    nullif(full_data -> 'job', 'null') as job,
    nullif(full_data -> 'agent', 'null') as agent,
    nullif(full_data -> 'createdBy', 'null') as created_by,
    nullif(full_data -> 'lead', 'null') as lead
from {{ source('servicetitan', 'st_calls') }}
