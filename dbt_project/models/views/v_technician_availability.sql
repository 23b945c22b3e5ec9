{{ config(group='service') }}

with

technician_hours as (
    select
        *,
        tstzrange(started_at, ended_at) as span
    from {{ ref('fct_technician_hours') }}
),

bookings as (
    select
        *,
        tstzrange(started_at, ended_at) as span
    from {{ ref('fct_technician_bookings') }}
),

technicians as (
    select * from {{ ref('st_technicians') }}
    where
        active
        and deleted_at is null
),

planned as (
    select
        tenant_id,
        technician_id,
        work_date,
        range_agg(span) filter (where kind = 'shift') as shift_spans,
        coalesce(range_agg(span) filter (where kind in ('time_off', 'non_job')), '{}') as away_spans
    from technician_hours
    where kind in ('shift', 'time_off', 'non_job')
    group by
        tenant_id,
        technician_id,
        work_date
),

booked as (
    select
        tenant_id,
        technician_id,
        work_date,
        range_agg(span) as booked_spans
    from bookings
    group by
        tenant_id,
        technician_id,
        work_date
),

free as (
    select
        planned.tenant_id,
        planned.technician_id,
        planned.work_date,
        technicians.name as technician_name,
        technicians.business_unit_id,
        technicians.team,
        unnest(planned.shift_spans - planned.away_spans - coalesce(booked.booked_spans, '{}')) as slot
    from planned
    inner join technicians
        on
            planned.tenant_id = technicians.tenant_id
            and planned.technician_id = technicians.st_id
    left join booked
        on
            planned.tenant_id = booked.tenant_id
            and planned.technician_id = booked.technician_id
            and planned.work_date = booked.work_date
),

final as (
    select
        tenant_id,
        technician_id,
        work_date,
        lower(slot) as free_from,

        upper(slot) as free_until,
        round(extract(epoch from upper(slot) - lower(slot)) / 60, 2) as free_minutes,
        technician_name,
        business_unit_id,
        team
    from free
)

select * from final
