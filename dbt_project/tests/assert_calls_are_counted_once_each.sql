-- Per tenant: calls that are active and not deleted, inbound ones, and leads that were booked or not, are as many by
-- day and on scorecards as in raw.
with

calls as (
    select * from {{ ref('stg_servicetitan__calls') }}
    where
        active
        and deleted_at is null
        and st_created_on is not null
),

call_facts as (
    select * from {{ ref('fct_calls') }}
    where call_date is not null
),

days as (
    select * from {{ ref('mart_call_booking_by_day') }}
),

scorecards as (
    select * from {{ ref('mart_csr_scorecard_by_month') }}
),

figures as (
    select
        'raw' as taken_from,
        tenant_id,
        count(*) as calls,
        count(*) filter (where direction = 'Inbound') as inbound_calls,
        null::bigint as lead_calls
    from calls
    group by tenant_id

    union all

    select
        'facts' as taken_from,
        tenant_id,
        count(*) as calls,
        count(*) filter (where is_inbound) as inbound_calls,
        count(*) filter (where is_booked or is_unbooked) as lead_calls
    from call_facts
    group by tenant_id

    union all

    select
        'days' as taken_from,
        tenant_id,
        sum(calls) as calls,
        sum(inbound_calls) as inbound_calls,
        sum(booked_calls + unbooked_calls) as lead_calls
    from days
    group by tenant_id

    union all

    select
        'scorecards' as taken_from,
        tenant_id,
        sum(calls) as calls,
        sum(inbound_calls) as inbound_calls,
        sum(lead_calls) as lead_calls
    from scorecards
    group by tenant_id
    having sum(calls) > 0
)

select
    tenant_id,
    array_agg(taken_from || ': ' || calls order by taken_from) as calls,
    array_agg(taken_from || ': ' || inbound_calls order by taken_from) as inbound_calls,
    array_agg(taken_from || ': ' || lead_calls order by taken_from) as lead_calls
from figures
group by tenant_id
having
    count(*) <> 4
    or count(distinct calls) > 1
    or count(distinct inbound_calls) > 1
    or count(distinct lead_calls) > 1
