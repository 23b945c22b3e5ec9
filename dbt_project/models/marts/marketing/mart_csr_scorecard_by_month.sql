{{ config(materialized='view') }}

with

call_days as (
    select * from {{ ref('mart_call_booking_by_day') }}
),

jobs as (
    select * from {{ ref('fct_jobs') }}
),

users as (
    select * from {{ ref('int_users') }}
),

calls_by_month as (
    select
        tenant_id,
        date_trunc('month', call_date::timestamp)::date as month_start,
        agent_id as user_id,
        sum(calls) as calls,
        sum(inbound_calls) as inbound_calls,
        sum(lead_calls) as lead_calls,
        sum(booked_calls) as booked_calls,
        sum(duration_seconds) as duration_seconds,
        0 as booked_jobs,
        0 as booked_jobs_cancelled,
        0 as completed_revenue
    from call_days
    group by
        tenant_id,
        date_trunc('month', call_date::timestamp)::date,
        agent_id
),

booked_by_month as (
    select
        tenant_id,
        date_trunc('month', created_date::timestamp)::date as month_start,
        coalesce(created_by_id, 0) as user_id,
        0 as calls,
        0 as inbound_calls,
        0 as lead_calls,
        0 as booked_calls,
        0 as duration_seconds,
        count(*) as booked_jobs,
        count(*) filter (where is_cancelled) as booked_jobs_cancelled,
        0 as completed_revenue
    from jobs
    where created_date is not null
    group by
        tenant_id,
        date_trunc('month', created_date::timestamp)::date,
        coalesce(created_by_id, 0)
),

completed_by_month as (
    select
        tenant_id,
        date_trunc('month', completed_date::timestamp)::date as month_start,
        coalesce(created_by_id, 0) as user_id,
        0 as calls,
        0 as inbound_calls,
        0 as lead_calls,
        0 as booked_calls,
        0 as duration_seconds,
        0 as booked_jobs,
        0 as booked_jobs_cancelled,
        sum(completed_revenue) as completed_revenue
    from jobs
    where completed_date is not null
    group by
        tenant_id,
        date_trunc('month', completed_date::timestamp)::date,
        coalesce(created_by_id, 0)
),

months as (
    select * from calls_by_month
    union all
    select * from booked_by_month
    union all
    select * from completed_by_month
),

by_person as (
    select
        months.tenant_id,
        months.month_start,
        coalesce(users.person_id, months.user_id) as agent_id,
        max(users.name) as agent_name,
        sum(months.calls)::bigint as calls,
        sum(months.inbound_calls)::bigint as inbound_calls,
        sum(months.lead_calls)::bigint as lead_calls,
        sum(months.booked_calls)::bigint as booked_calls,
        round(sum(months.duration_seconds) / 3600, 2) as call_hours,
        sum(months.booked_jobs)::bigint as booked_jobs,
        sum(months.booked_jobs_cancelled)::bigint as booked_jobs_cancelled,
        sum(months.completed_revenue) as completed_revenue
    from months
    left join users
        on
            months.tenant_id = users.tenant_id
            and months.user_id = users.user_id
    group by
        months.tenant_id,
        months.month_start,
        coalesce(users.person_id, months.user_id)
),

final as (
    select
        *,
        round(booked_calls::numeric / nullif(lead_calls, 0), 4) as booking_rate,
        round(booked_jobs_cancelled::numeric / nullif(booked_jobs, 0), 4) as cancellation_rate
    from by_person
)

select * from final
