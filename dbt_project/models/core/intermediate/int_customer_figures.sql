{{ config(materialized='ephemeral') }}

with

jobs as (
    select * from {{ ref('stg_servicetitan__jobs') }}
),

invoices as (
    select * from {{ ref('st_invoices') }}
),

-- Records that do not count are read for updated_at as well: a job that ceases to count changes the figures too.
jobs_by_customer as (
    select
        tenant_id,
        customer_id,
        count(*) filter (where active and deleted_at is null) as total_jobs,
        count(*) filter (
            where active and deleted_at is null and job_status = 'Completed'
        ) as completed_jobs,
        min(st_created_on) filter (where active and deleted_at is null) as first_job_date,
        max(st_created_on) filter (where active and deleted_at is null) as last_job_date,
        max(last_synced_at) as updated_at
    from jobs
    where customer_id is not null
    group by
        tenant_id,
        customer_id
),

invoices_by_customer as (
    select
        tenant_id,
        customer_id,
        sum(total) filter (where status = 'Paid') as lifetime_value,
        sum(total) filter (where status <> 'Void') as lifetime_revenue,
        max(last_synced_at) as updated_at
    from invoices
    where customer_id is not null
    group by
        tenant_id,
        customer_id
),

figures as (
    select
        tenant_id,
        customer_id,
        coalesce(jobs_by_customer.total_jobs, 0) as total_jobs,
        coalesce(jobs_by_customer.completed_jobs, 0) as completed_jobs,
        coalesce(invoices_by_customer.lifetime_value, 0) as lifetime_value,
        coalesce(invoices_by_customer.lifetime_revenue, 0) as lifetime_revenue,
        jobs_by_customer.first_job_date,
        jobs_by_customer.last_job_date,
        greatest(jobs_by_customer.updated_at, invoices_by_customer.updated_at) as updated_at
    from jobs_by_customer
    full join invoices_by_customer using (tenant_id, customer_id)
)

select * from figures
