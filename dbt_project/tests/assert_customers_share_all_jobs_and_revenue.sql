-- Tenants where the figures of all customers, with those of jobs and invoices of no known customer, are not the whole.
with

raw_jobs as (
    select * from {{ source('servicetitan', 'st_jobs') }}
),

raw_invoices as (
    select * from {{ source('servicetitan', 'st_invoices') }}
),

customers as (
    select * from {{ ref('st_customers') }}
),

counted_jobs as (
    select
        raw_jobs.tenant_id,
        count(*) as jobs,
        count(*) filter (where raw_jobs.job_status = 'Completed') as completed_jobs,
        count(*) filter (where customers.st_id is null) as stray_jobs,
        count(*) filter (where customers.st_id is null and raw_jobs.job_status = 'Completed') as stray_completed_jobs
    from raw_jobs
    left join customers
        on
            raw_jobs.tenant_id = customers.tenant_id
            and raw_jobs.customer_id = customers.st_id
    where
        coalesce(raw_jobs.active, true)
        and raw_jobs.deleted_at is null
    group by raw_jobs.tenant_id
),

counted_invoices as (
    select
        raw_invoices.tenant_id,
        coalesce(sum(raw_invoices.total), 0) as revenue,
        coalesce(sum(raw_invoices.total) filter (where customers.st_id is null), 0) as stray_revenue,
        coalesce(sum(raw_invoices.total) filter (where raw_invoices.balance <= 0 and raw_invoices.total > 0), 0) as value,
        coalesce(
            sum(raw_invoices.total) filter (
                where customers.st_id is null and raw_invoices.balance <= 0 and raw_invoices.total > 0
            ),
            0
        ) as stray_value
    from raw_invoices
    left join customers
        on
            raw_invoices.tenant_id = customers.tenant_id
            and raw_invoices.full_data #>> '{customer,id}' = customers.st_id::text
    where
        coalesce(raw_invoices.active, true)
        and raw_invoices.deleted_at is null
    group by raw_invoices.tenant_id
),

of_customers as (
    select
        tenant_id,
        sum(total_jobs) as total_jobs,
        sum(completed_jobs) as completed_jobs,
        sum(lifetime_value) as lifetime_value,
        sum(lifetime_revenue) as lifetime_revenue
    from customers
    group by tenant_id
),

compared as (
    select
        tenant_id,
        coalesce(of_customers.total_jobs, 0) + coalesce(counted_jobs.stray_jobs, 0) as total_jobs,
        coalesce(counted_jobs.jobs, 0) as expected_total_jobs,
        coalesce(of_customers.completed_jobs, 0) + coalesce(counted_jobs.stray_completed_jobs, 0) as completed_jobs,
        coalesce(counted_jobs.completed_jobs, 0) as expected_completed_jobs,
        coalesce(of_customers.lifetime_value, 0) + coalesce(counted_invoices.stray_value, 0) as lifetime_value,
        coalesce(counted_invoices.value, 0) as expected_lifetime_value,
        coalesce(of_customers.lifetime_revenue, 0) + coalesce(counted_invoices.stray_revenue, 0) as lifetime_revenue,
        coalesce(counted_invoices.revenue, 0) as expected_lifetime_revenue
    from counted_jobs
    full join counted_invoices using (tenant_id)
    full join of_customers using (tenant_id)
),

differences as (
    select * from compared
    where
        total_jobs <> expected_total_jobs
        or completed_jobs <> expected_completed_jobs
        or lifetime_value <> expected_lifetime_value
        or lifetime_revenue <> expected_lifetime_revenue
)

select * from differences
