{{
    config(
        unique_key=['tenant_id', 'technician_id', 'work_date'],
        scope='work_date',
        changed_by=[{'rows': 'fct_technician_hours', 'column': 'work_date'}],
        clustered_by=['tenant_id', 'work_date'],
        indexes=[{'columns': ['tenant_id', 'work_date']}],
    )
}}

with

technician_hours as (
    select
        *,
        tstzrange(started_at, ended_at) as span
    from {{ ref('fct_technician_hours') }}
    where {{ in_scope('work_date') }}
),

-- Spans of one kind that overlap become one: a moment counts once.
by_kind as (
    select
        tenant_id,
        technician_id,
        work_date,
        coalesce(range_agg(span) filter (where kind = 'shift'), '{}') as shift_spans,
        coalesce(range_agg(span) filter (where kind = 'on_call'), '{}') as on_call_spans,
        coalesce(range_agg(span) filter (where kind = 'time_off'), '{}') as time_off_spans,
        coalesce(range_agg(span) filter (where kind = 'non_job'), '{}') as non_job_spans,
        coalesce(range_agg(span) filter (where kind = 'job'), '{}') as job_spans,
        coalesce(range_agg(span) filter (where kind = 'drive'), '{}') as drive_spans
    from technician_hours
    group by
        tenant_id,
        technician_id,
        work_date
),

measured as (
    select
        tenant_id,
        technician_id,
        work_date,
        {{ hours_in('shift_spans') }} as shift_hours,
        {{ hours_in('on_call_spans') }} as on_call_hours,
        {{ hours_in('time_off_spans') }} as time_off_hours,
        {{ hours_in('non_job_spans') }} as non_job_hours,
        {{ hours_in('shift_spans - time_off_spans - non_job_spans') }} as available_hours,
        {{ hours_in('job_spans') }} as job_hours,
        {{ hours_in('drive_spans') }} as drive_hours
    from by_kind
),

final as (
    select
        *,
        round(job_hours / nullif(shift_hours, 0), 4) as utilisation
    from measured
)

select * from final
