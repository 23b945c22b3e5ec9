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

counting_invoices as materialized (
    select
        tenant_id,
        {{ to_bigint("full_data #>> '{customer,id}'") }} as customer_id,
        coalesce(total, 0) as revenue,
        case when total > 0 and balance <= 0 then total else 0 end as value
    from raw_invoices
    where
        coalesce(active, true)
        and deleted_at is null
),

counted_invoices as (
    select
        counting_invoices.tenant_id,
        sum(counting_invoices.revenue) as revenue,
        sum(counting_invoices.value) as value,
        sum(case when customers.st_id is null then counting_invoices.revenue else 0 end) as stray_revenue,
        sum(case when customers.st_id is null then counting_invoices.value else 0 end) as stray_value
    from counting_invoices
    left join customers
        on
            counting_invoices.tenant_id = customers.tenant_id
            and counting_invoices.customer_id = customers.st_id
    group by counting_invoices.tenant_id
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
