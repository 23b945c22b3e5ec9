{{ config(materialized='ephemeral') }}

with

assignments as (
    select * from {{ ref('stg_servicetitan__appointment_assignments') }}
),

jobs as (
    select * from {{ ref('stg_servicetitan__jobs') }}
),

invoices as (
    select * from {{ ref('st_invoices') }}
),

technician_jobs as (
    select distinct
        tenant_id,
        technician_id,
        job_id
    from assignments
    where
        active
        and deleted_at is null
        and technician_id is not null
),

revenue_by_job as (
    select
        tenant_id,
        job_id,
        sum(total) as revenue
    from invoices
    where
        status <> 'Void'
        and job_id is not null
    group by
        tenant_id,
        job_id
),

by_technician as (
    select
        technician_jobs.tenant_id,
        technician_jobs.technician_id,
        count(*) as total_jobs,
        count(*) filter (where jobs.job_status = 'Completed') as completed_jobs,
        coalesce(sum(revenue_by_job.revenue), 0) as total_revenue
    from technician_jobs
    inner join jobs
        on
            technician_jobs.tenant_id = jobs.tenant_id
            and technician_jobs.job_id = jobs.st_id
            and jobs.active
            and jobs.deleted_at is null
    left join revenue_by_job
        on
            technician_jobs.tenant_id = revenue_by_job.tenant_id
            and technician_jobs.job_id = revenue_by_job.job_id
    group by
        technician_jobs.tenant_id,
        technician_jobs.technician_id
)

select * from by_technician
