{{ config(materialized='ephemeral') }}

with

jobs as (
    select * from {{ ref('stg_servicetitan__jobs') }}
),

-- Read by key, several times over: kept as a whole it would be read as a whole.
appointments as not materialized (
    select * from {{ ref('st_appointments') }}
),

last_of_job as (
    select
        jobs.tenant_id,
        jobs.st_id as job_id,
        coalesce(named.st_id, latest_active.st_id) as appointment_id
    from jobs
    left join appointments as named
        on
            jobs.tenant_id = named.tenant_id
            and jobs.last_appointment_id = named.st_id
    left join lateral (
        select appointments.st_id
        from appointments
        where
            named.st_id is null
            and jobs.tenant_id = appointments.tenant_id
            and jobs.st_id = appointments.job_id
            and appointments.active
            and appointments.deleted_at is null
        order by
            appointments.start_time desc nulls last,
            appointments.st_id desc
        limit 1
    ) as latest_active on true
),

final as (
    select
        last_of_job.tenant_id,
        last_of_job.job_id,
        last_of_job.appointment_id,
        appointments.start_time as scheduled_start,
        appointments.end_time as scheduled_end,
        appointments.technician_id,
        appointments.technician_name
    from last_of_job
    left join appointments
        on
            last_of_job.tenant_id = appointments.tenant_id
            and last_of_job.appointment_id = appointments.st_id
)

select * from final
