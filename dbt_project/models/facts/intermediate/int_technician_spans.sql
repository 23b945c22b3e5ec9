{{ config(materialized='ephemeral') }}

with

shifts as (
    select * from {{ ref('stg_servicetitan__technician_shifts') }}
    where
        active
        and deleted_at is null
),

non_job_appointments as (
    select
        *,
        {{ business_day('start') }} as start_date
    from {{ ref('stg_servicetitan__non_job_appointments') }}
    where
        active
        and deleted_at is null
),

job_timesheets as (
    select * from {{ ref('stg_servicetitan__job_timesheets') }}
    where
        active
        and deleted_at is null
),

spans as (
    select
        tenant_id,
        st_id,
        case shift_type
            when 'Normal' then 'shift'
            when 'OnCall' then 'on_call'
            when 'TimeOff' then 'time_off'
        end as kind,
        technician_id,
        null::bigint as job_id,
        start as started_at,
        "end" as ended_at
    from shifts

    union all

    select
        tenant_id,
        st_id,
        'non_job' as kind,
        technician_id,
        null::bigint as job_id,
        case when all_day then {{ start_of_day('start_date') }} else start end as started_at,
        case
            when all_day then {{ start_of_day('start_date + 1') }}
            else start + {{ to_interval('duration') }}
        end as ended_at
    from non_job_appointments

    union all

    select
        job_timesheets.tenant_id,
        job_timesheets.st_id,
        part.kind,
        job_timesheets.technician_id,
        job_timesheets.job_id,
        part.started_at,
        part.ended_at
    from job_timesheets
    cross join lateral (
        values
        ('drive', job_timesheets.dispatched_on, job_timesheets.arrived_on),
        ('job', job_timesheets.arrived_on, job_timesheets.done_on)
    ) as part (kind, started_at, ended_at)
)

select * from spans
