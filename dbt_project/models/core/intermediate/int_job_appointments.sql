{{ config(materialized='ephemeral') }}

with

jobs as (
    select * from {{ ref('stg_servicetitan__jobs') }}
),

appointments as (
    select * from {{ ref('stg_servicetitan__appointments') }}
),

latest_active as (
    select distinct on (tenant_id, job_id)
        tenant_id,
        job_id,
        st_id as appointment_id,
        start as scheduled_start,
        "end" as scheduled_end
    from appointments
    where
        active
        and deleted_at is null
    order by
        tenant_id asc,
        job_id asc,
        start desc nulls last,
        st_id desc
),

last_of_job as (
    select
        jobs.tenant_id,
        jobs.st_id as job_id,
        coalesce(named.st_id, latest_active.appointment_id) as appointment_id,
        case when named.st_id is not null then named.start else latest_active.scheduled_start end as scheduled_start,
        case when named.st_id is not null then named."end" else latest_active.scheduled_end end as scheduled_end
    from jobs
    left join appointments as named
        on
            jobs.tenant_id = named.tenant_id
            and jobs.last_appointment_id = named.st_id
    left join latest_active
        on
            jobs.tenant_id = latest_active.tenant_id
            and jobs.st_id = latest_active.job_id
)

select * from last_of_job
