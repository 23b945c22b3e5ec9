{{
    config(
        unique_key=['tenant_id', 'call_date', 'campaign_id', 'agent_id'],
        clustered_by=['tenant_id', 'call_date'],
        scope='call_date',
        changed_by=[{'rows': 'fct_calls', 'column': 'call_date'}],
    )
}}

with

calls as (
    select * from {{ ref('fct_calls') }}
    where {{ in_scope('call_date') }}
),

by_day as (
    select
        tenant_id,
        call_date,
        coalesce(campaign_id, 0) as campaign_id,
        coalesce(agent_id, 0) as agent_id,

        count(*) as calls,
        count(*) filter (where is_inbound) as inbound_calls,
        count(*) filter (where is_lead_call) as lead_calls,
        count(*) filter (where is_booked) as booked_calls,
        count(*) filter (where is_unbooked) as unbooked_calls,
        count(*) filter (where is_inbound and call_type = 'Booked') as inbound_booked_calls,
        count(*) filter (where is_inbound and call_type = 'Excused') as excused_calls,
        count(*) filter (where is_inbound and call_type = 'NotLead') as not_lead_calls,
        count(*) filter (where is_inbound and call_type = 'Abandoned') as abandoned_calls,
        count(*) filter (where is_inbound and call_type is null) as unclassified_calls,
        coalesce(sum(duration_seconds), 0) as duration_seconds
    from calls
    where call_date is not null
    group by
        tenant_id,
        call_date,
        coalesce(campaign_id, 0),
        coalesce(agent_id, 0)
),

final as (
    select
        *,
        round(booked_calls::numeric / nullif(lead_calls, 0), 4) as booking_rate,
        round(inbound_booked_calls::numeric / nullif(inbound_calls, 0), 4) as raw_booking_rate
    from by_day
)

select * from final
