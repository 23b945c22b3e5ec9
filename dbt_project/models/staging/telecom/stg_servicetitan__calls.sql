select
    calls.tenant_id,
    calls.st_id,
    calls.st_created_on,
    calls.st_modified_on,
    coalesce(calls.active, true) as active,
    calls.fetched_at as last_synced_at,
    calls.deleted_at,

    -- text
    calls.duration,
    calls."from",
    calls."to",
    calls.direction,
    calls.status,
    calls.type,
    calls.recording_url,
    calls.voice_mail_path,
    calls.excuse_memo,
    calls.tag,

    -- what the API nests, unpacked once per record; a JSON null is a null
    nested.reason,
    nested.customer,
    nested.location,
    nested.campaign,
    nested.job,
    nested.agent,
    nested."createdBy" as created_by,
    nested.lead
from {{ source('servicetitan', 'st_calls') }} as calls
cross join
    lateral jsonb_to_record(calls.full_data)
        as nested (
            reason jsonb,
            customer jsonb,
            location jsonb,
            campaign jsonb,
            job jsonb,
            agent jsonb,
            "createdBy" jsonb,
            lead jsonb
        )
