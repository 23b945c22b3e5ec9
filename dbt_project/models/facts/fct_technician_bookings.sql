{{
    config(
        unique_key=['tenant_id', 'st_id', 'technician_id', 'work_date'],
        scope='st_id',
        changed_by=[{'rows': 'st_appointments'}],
        clustered_by=['tenant_id', 'work_date'],
        indexes=[
            {'columns': ['tenant_id', 'technician_id', 'work_date']},
            {'columns': ['tenant_id', 'work_date']},
        ],
    )
}}

with

appointments as (
    select * from {{ ref('st_appointments') }}
    where {{ in_scope('st_id') }}
),

-- A span of over a year is a slip of the pen and would only be many rows.
taking_place as (
    select
        *,
        {{ business_day('start_time') }} as first_date,
        {{ business_day('end_time') }} as last_date
    from appointments
    where
        active
        and deleted_at is null
        and not coalesce(unused, false)
        and status is distinct from 'Canceled'
        and start_time < end_time
        and start_time > '1900-01-01'
        and end_time < '2200-01-01'
        and end_time - start_time <= interval '366 days'
),

by_day as (
    select
        taking_place.tenant_id,
        taking_place.st_id,
        technician.technician_id,
        day.work_date::date as work_date,
        taking_place.job_id,
        greatest(taking_place.start_time, {{ start_of_day('day.work_date', 'taking_place.tenant_id') }}) as started_at,
        least(
            taking_place.end_time,
            {{ start_of_day("day.work_date + interval '1 day'", 'taking_place.tenant_id') }}
        ) as ended_at
    from taking_place
    cross join lateral unnest(taking_place.technician_ids) as technician (technician_id)
    cross join lateral generate_series(
        taking_place.first_date::timestamp, taking_place.last_date::timestamp, interval '1 day'
    ) as day (work_date)
),

final as (
    select
        tenant_id,
        st_id,
        technician_id,
        work_date,

        job_id,
        started_at,
        ended_at,
        round(extract(epoch from ended_at - started_at) / 3600, 4) as hours
    from by_day
    where started_at < ended_at
)

select * from final
