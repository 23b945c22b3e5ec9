{{ config(materialized='ephemeral') }}

with

appointments as (
    select * from {{ ref('st_appointments') }}
),

by_job as (
    select
        tenant_id,
        job_id,
        min(start_time) filter (where not coalesce(unused, false) and isfinite(start_time)) as first_appointment_start,
        min(actual_arrival) as first_arrived_at,
        (
            array_agg(arrival_window_end order by actual_arrival, st_id) filter (where actual_arrival is not null)
        )[1] as arrival_window_end
    from appointments
    where
        active
        and deleted_at is null
        and job_id is not null
    group by
        tenant_id,
        job_id
)

select * from by_job
