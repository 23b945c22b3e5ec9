{{
    config(
        scope='st_id',
        changed_by=[
            {'records': 'calls'},
            {
                'rows': 'st_call_reasons',
                'shown_as': 'reason_id',
                'copies': {'reason': 'name', 'reason_is_lead': 'is_lead'},
            },
        ],
        clustered_by=['tenant_id', 'call_date'],
        indexes=[
            {'columns': ['tenant_id', 'call_date']},
            {'columns': ['tenant_id', 'reason_id']},
            {'columns': ['tenant_id', 'job_id']},
            {'columns': ['tenant_id', 'customer_id']},
        ],
    )
}}

with

calls as (
    select * from {{ ref('stg_servicetitan__calls') }}
    where
        active
        and deleted_at is null
        and {{ in_scope('st_id') }}
),

call_reasons as (
    select * from {{ ref('st_call_reasons') }}
),

unnested as (
    select
        tenant_id,
        st_id,
        direction,
        type,
        status,
        st_created_on,
        duration,
        nullif({{ to_bigint("agent ->> 'id'") }}, 0) as agent_id,
        agent ->> 'name' as agent_name,
        nullif({{ to_bigint("campaign ->> 'id'") }}, 0) as campaign_id,
        nullif({{ to_bigint("customer ->> 'id'") }}, 0) as customer_id,
        nullif({{ to_bigint("location ->> 'id'") }}, 0) as location_id,
        nullif({{ to_bigint("job ->> 'id'") }}, 0) as job_id,
        nullif({{ to_bigint("lead ->> 'id'") }}, 0) as lead_id,
        nullif({{ to_bigint("reason ->> 'id'") }}, 0) as reason_id,
        reason ->> 'name' as reason_copy
    from calls
),

classified as (
    select
        unnested.*,
        coalesce(unnested.direction = 'Inbound', false) as is_inbound,
        call_reasons.name as reason_name,
        call_reasons.is_lead as reason_is_lead
    from unnested
    left join call_reasons
        on
            unnested.tenant_id = call_reasons.tenant_id
            and unnested.reason_id = call_reasons.st_id
),

judged as (
    select
        *,
        is_inbound
        and coalesce(type in ('Booked', 'Unbooked'), false)
        and coalesce(reason_is_lead, true) as is_lead_call
    from classified
),

final as (
    select
        tenant_id,
        st_id,

        agent_id,
        agent_name,
        campaign_id,
        customer_id,
        location_id,
        job_id,
        lead_id,
        reason_id,
        reason_name as reason,
        reason_copy,
        reason_is_lead,

        direction,
        type as call_type,
        status as call_status,
        st_created_on as called_on,
        {{ business_day('st_created_on') }} as call_date,
        round(extract(epoch from {{ to_interval('duration') }}), 0) as duration_seconds,

        is_inbound,
        is_lead_call,
        is_lead_call and type = 'Booked' as is_booked,
        is_lead_call and type = 'Unbooked' as is_unbooked
    from judged
)

select * from final
