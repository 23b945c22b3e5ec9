{{
    config(
        materialized='incremental',
        schema='staging',
        unique_key=['tenant_id', 'created_date', 'technician_id'],
        indexes=[{'columns': ['tenant_id', 'technician_id']}],
        scope='created_date',
        changed_by=[{'rows': 'st_jobs', 'column': 'created_date'}],
    )
}}

with

jobs as (
    select * from {{ ref('st_jobs') }}
    where {{ in_scope('created_date') }}
),

technician_jobs as (
    select
        jobs.tenant_id,
        jobs.created_date,
        technician.technician_id,
        jobs.job_status,
        jobs.invoice_total
    from jobs
    cross join unnest(jobs.technician_ids) as technician (technician_id)
    where
        jobs.active
        and jobs.deleted_at is null
),

by_day as (
    select
        tenant_id,
        created_date,
        technician_id,
        count(*) as total_jobs,
        count(*) filter (where job_status = 'Completed') as completed_jobs,
        sum(invoice_total) as total_revenue
    from technician_jobs
    group by
        tenant_id,
        created_date,
        technician_id
)

select * from by_day
