-- Per tenant: the jobs that are active and not deleted, completed ones and those with estimates among them, are counted
-- once each by the marts that count them by day.
with

jobs as (
    select * from {{ ref('stg_servicetitan__jobs') }}
    where
        active
        and deleted_at is null
),

estimates as (
    select distinct
        tenant_id,
        job_id
    from {{ ref('stg_servicetitan__estimates') }}
    where
        active
        and deleted_at is null
),

expected as (
    select
        jobs.tenant_id,
        count(jobs.st_created_on) as booked_jobs,
        count(*) filter (where jobs.job_status = 'Canceled' and jobs.st_created_on is not null) as cancelled_jobs,
        count(*) filter (where jobs.job_status = 'Completed' and jobs.completed_on is not null) as completed_jobs,
        count(estimates.job_id) as sales_opportunities
    from jobs
    left join estimates
        on
            jobs.tenant_id = estimates.tenant_id
            and jobs.st_id = estimates.job_id
    group by jobs.tenant_id
),

bookings as (
    select
        tenant_id,
        sum(booked_jobs) as booked_jobs,
        sum(booked_jobs_cancelled) as cancelled_jobs
    from {{ ref('mart_cancellations_by_day') }}
    group by tenant_id
),

opportunities as (
    select
        tenant_id,
        sum(completed_jobs) as completed_jobs,
        sum(sales_opportunities) as sales_opportunities
    from {{ ref('mart_opportunities_by_day') }}
    group by tenant_id
),

compared as (
    select
        expected.tenant_id,
        expected.booked_jobs - coalesce(bookings.booked_jobs, 0) as booked_jobs_missing,
        expected.cancelled_jobs - coalesce(bookings.cancelled_jobs, 0) as cancelled_jobs_missing,
        expected.completed_jobs - coalesce(opportunities.completed_jobs, 0) as completed_jobs_missing,
        expected.sales_opportunities - coalesce(opportunities.sales_opportunities, 0) as sales_opportunities_missing
    from expected
    left join bookings on expected.tenant_id = bookings.tenant_id
    left join opportunities on expected.tenant_id = opportunities.tenant_id
)

select * from compared
where
    booked_jobs_missing <> 0
    or cancelled_jobs_missing <> 0
    or completed_jobs_missing <> 0
    or sales_opportunities_missing <> 0
