-- Every completed job and all revenue that has a customer is some customer's, once.
with

valued as (
    select
        tenant_id,
        sum(completed_jobs) as completed_jobs,
        sum(revenue) as revenue
    from {{ ref('mart_customer_value') }}
    group by tenant_id
),

jobs as (
    select
        tenant_id,
        count(*) as completed_jobs
    from {{ ref('fct_jobs') }}
    where
        is_completed
        and customer_id is not null
    group by tenant_id
),

revenue as (
    select
        tenant_id,
        sum(revenue) as revenue
    from {{ ref('fct_invoice_revenue') }}
    where customer_id is not null
    group by tenant_id
),

tenants as (
    select tenant_id from jobs
    union distinct
    select tenant_id from revenue
),

compared as (
    select
        tenants.tenant_id,
        coalesce(jobs.completed_jobs, 0) - coalesce(valued.completed_jobs, 0) as jobs_missing,
        coalesce(revenue.revenue, 0) - coalesce(valued.revenue, 0) as revenue_missing
    from tenants
    left join jobs on tenants.tenant_id = jobs.tenant_id
    left join revenue on tenants.tenant_id = revenue.tenant_id
    left join valued on tenants.tenant_id = valued.tenant_id
)

select * from compared
where
    jobs_missing <> 0
    or revenue_missing <> 0
