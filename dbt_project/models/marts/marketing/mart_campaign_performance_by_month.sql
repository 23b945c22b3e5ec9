{{ config(materialized='view') }}

with

campaign_costs as (
    select * from {{ ref('fct_campaign_costs') }}
),

call_days as (
    select * from {{ ref('mart_call_booking_by_day') }}
),

job_days as (
    select * from {{ ref('mart_cancellations_by_day') }}
),

revenue_days as (
    select * from {{ ref('mart_revenue_by_day') }}
),

campaigns as (
    select * from {{ ref('st_campaigns') }}
),

-- Of the current month only the days that have begun: revenue has no more days than these either.
figures as (
    select
        tenant_id,
        month_start,
        coalesce(campaign_id, 0) as campaign_id,
        'cost' as figure,
        daily_cost * greatest(0, least(days, {{ today() }} - month_start + 1)) as value
    from campaign_costs

    union all

    select
        call_days.tenant_id,
        date_trunc('month', call_days.call_date::timestamp)::date as month_start,
        call_days.campaign_id,
        counted.figure,
        counted.value
    from call_days
    cross join
        lateral (
            values
            ('inbound_calls', call_days.inbound_calls),
            ('lead_calls', call_days.lead_calls),
            ('booked_calls', call_days.booked_calls)
        ) as counted (figure, value)

    union all

    select
        job_days.tenant_id,
        date_trunc('month', job_days.calendar_date::timestamp)::date as month_start,
        job_days.campaign_id,
        counted.figure,
        counted.value
    from job_days
    cross join
        lateral (
            values
            ('booked_jobs', job_days.booked_jobs),
            ('booked_jobs_cancelled', job_days.booked_jobs_cancelled)
        ) as counted (figure, value)

    union all

    select
        tenant_id,
        date_trunc('month', revenue_date::timestamp)::date as month_start,
        campaign_id,
        'completed_revenue' as figure,
        completed_revenue as value
    from revenue_days
),

by_month as (
    select
        tenant_id,
        month_start,
        campaign_id,
        coalesce(sum(value) filter (where figure = 'cost'), 0) as cost,
        coalesce(sum(value) filter (where figure = 'inbound_calls'), 0)::bigint as inbound_calls,
        coalesce(sum(value) filter (where figure = 'lead_calls'), 0)::bigint as lead_calls,
        coalesce(sum(value) filter (where figure = 'booked_calls'), 0)::bigint as booked_calls,
        coalesce(sum(value) filter (where figure = 'booked_jobs'), 0)::bigint as booked_jobs,
        coalesce(sum(value) filter (where figure = 'booked_jobs_cancelled'), 0)::bigint as booked_jobs_cancelled,
        coalesce(sum(value) filter (where figure = 'completed_revenue'), 0) as completed_revenue
    from figures
    group by
        tenant_id,
        month_start,
        campaign_id
    having count(*) filter (where value <> 0) > 0
),

final as (
    select
        by_month.tenant_id,
        by_month.month_start,
        by_month.campaign_id,
        campaigns.name as campaign_name,
        campaigns.category as campaign_category,

        by_month.cost,
        by_month.inbound_calls,
        by_month.lead_calls,
        by_month.booked_calls,
        by_month.booked_jobs,
        by_month.booked_jobs_cancelled,
        by_month.completed_revenue,
        round(by_month.booked_calls::numeric / nullif(by_month.lead_calls, 0), 4) as booking_rate,
        round(by_month.cost / nullif(by_month.lead_calls, 0), 2) as cost_per_lead,
        round(by_month.cost / nullif(by_month.booked_jobs, 0), 2) as cost_per_booked_job,
        round(by_month.completed_revenue / nullif(by_month.cost, 0), 4) as revenue_per_cost
    from by_month
    left join campaigns
        on
            by_month.tenant_id = campaigns.tenant_id
            and by_month.campaign_id = campaigns.st_id
)

select * from final
