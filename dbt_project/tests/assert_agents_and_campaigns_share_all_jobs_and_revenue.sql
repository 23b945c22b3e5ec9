-- Months whose booked jobs, cancellations of these or completed revenue are not the same over all who booked them, over
-- all campaigns and over all jobs.
with

jobs as (
    select * from {{ ref('fct_jobs') }}
),

scorecards as (
    select * from {{ ref('mart_csr_scorecard_by_month') }}
),

campaigns as (
    select * from {{ ref('mart_campaign_performance_by_month') }}
),

figures as (
    select
        'jobs' as taken_from,
        tenant_id,
        date_trunc('month', created_date::timestamp)::date as month_start,
        count(*) as booked_jobs,
        count(*) filter (where is_cancelled) as booked_jobs_cancelled,
        0 as completed_revenue
    from jobs
    where created_date is not null
    group by
        tenant_id,
        date_trunc('month', created_date::timestamp)::date

    union all

    select
        'jobs' as taken_from,
        tenant_id,
        date_trunc('month', completed_date::timestamp)::date as month_start,
        0 as booked_jobs,
        0 as booked_jobs_cancelled,
        sum(completed_revenue) as completed_revenue
    from jobs
    where completed_date is not null
    group by
        tenant_id,
        date_trunc('month', completed_date::timestamp)::date

    union all

    select
        'agents' as taken_from,
        tenant_id,
        month_start,
        booked_jobs,
        booked_jobs_cancelled,
        completed_revenue
    from scorecards

    union all

    select
        'campaigns' as taken_from,
        tenant_id,
        month_start,
        booked_jobs,
        booked_jobs_cancelled,
        completed_revenue
    from campaigns
),

compared as (
    select
        tenant_id,
        month_start,
        coalesce(sum(booked_jobs) filter (where taken_from = 'jobs'), 0) as jobs,
        coalesce(sum(booked_jobs) filter (where taken_from = 'agents'), 0) as jobs_of_agents,
        coalesce(sum(booked_jobs) filter (where taken_from = 'campaigns'), 0) as jobs_of_campaigns,
        coalesce(sum(booked_jobs_cancelled) filter (where taken_from = 'jobs'), 0) as cancelled,
        coalesce(sum(booked_jobs_cancelled) filter (where taken_from = 'agents'), 0) as cancelled_of_agents,
        coalesce(sum(booked_jobs_cancelled) filter (where taken_from = 'campaigns'), 0) as cancelled_of_campaigns,
        coalesce(sum(completed_revenue) filter (where taken_from = 'jobs'), 0) as revenue,
        coalesce(sum(completed_revenue) filter (where taken_from = 'agents'), 0) as revenue_of_agents,
        coalesce(sum(completed_revenue) filter (where taken_from = 'campaigns'), 0) as revenue_of_campaigns
    from figures
    group by
        tenant_id,
        month_start
)

select * from compared
where
    jobs <> jobs_of_agents
    or jobs <> jobs_of_campaigns
    or cancelled <> cancelled_of_agents
    or cancelled <> cancelled_of_campaigns
    or revenue <> revenue_of_agents
    or revenue <> revenue_of_campaigns
