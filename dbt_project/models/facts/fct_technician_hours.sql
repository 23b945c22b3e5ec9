{{
    config(
        unique_key=['tenant_id', 'kind', 'st_id', 'work_date'],
        scope='st_id',
        changed_by=[
            {'records': 'technician_shifts'},
            {'records': 'non_job_appointments'},
            {'records': 'job_timesheets'},
        ],
        clustered_by=['tenant_id', 'work_date'],
        indexes=[
            {'columns': ['tenant_id', 'st_id']},
            {'columns': ['tenant_id', 'work_date']},
            {'columns': ['tenant_id', 'job_id']},
        ],
    )
}}

with

spans as (
    select * from {{ ref('int_technician_spans') }}
    where {{ in_scope('st_id') }}
),

-- A span of over a year is a slip of the pen and would only be many rows.
plausible as (
    select
        *,
        {{ business_day('started_at') }} as first_date,
        {{ business_day('ended_at') }} as last_date
    from spans
    where
        kind is not null
        and technician_id is not null
        and started_at < ended_at
        and started_at > '1900-01-01'
        and ended_at < '2200-01-01'
        and ended_at - started_at <= interval '366 days'
),

by_day as (
    select
        plausible.tenant_id,
        plausible.kind,
        plausible.st_id,
        day.work_date::date as work_date,
        plausible.technician_id,
        plausible.job_id,
        greatest(plausible.started_at, {{ start_of_day('day.work_date', 'plausible.tenant_id') }}) as started_at,
        least(
            plausible.ended_at,
            {{ start_of_day("day.work_date + interval '1 day'", 'plausible.tenant_id') }}
        ) as ended_at
    from plausible
    cross join lateral generate_series(
        plausible.first_date::timestamp, plausible.last_date::timestamp, interval '1 day'
    ) as day (work_date)
),

final as (
    select
        tenant_id,
        kind,
        st_id,
        work_date,

        technician_id,
        job_id,
        started_at,
        ended_at,
        round(extract(epoch from ended_at - started_at) / 3600, 4) as hours
    from by_day
    where started_at < ended_at
)

select * from final
