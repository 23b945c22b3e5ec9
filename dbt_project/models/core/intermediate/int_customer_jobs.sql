{{ config(materialized='ephemeral') }}

with

jobs as (
    select * from {{ ref('st_jobs') }}
),

-- Records that do not count are read for updated_at as well: a job that ceases to count changes the figures too.
by_customer as (
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
)

select * from by_customer
