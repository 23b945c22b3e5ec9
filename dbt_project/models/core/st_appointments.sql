{{
    config(
        clustered_by=['tenant_id', 'start_time'],
        indexes=[
            {'columns': ['tenant_id', 'job_id']},
            {'columns': ['tenant_id', 'job_type_id']},
            {'columns': ['tenant_id', 'customer_id']},
            {'columns': ['tenant_id', 'location_id']},
            {'columns': ['tenant_id', 'technician_id']},
            {'columns': ['tenant_id', 'status']},
            {'columns': ['tenant_id', 'start_time']},
        ],
        scope='st_id',
        changed_by=[
            {'records': 'appointments'},
            {
                'records': 'jobs',
                'shown_as': 'job_id',
                'copies': {'customer_id': 'customer_id', 'location_id': 'location_id', 'job_type_id': 'job_type_id'},
            },
            {'records': 'job_types', 'shown_as': 'job_type_id', 'copies': {'type': 'name'}},
            {'records': 'technicians', 'shown_as': 'technician_id', 'copies': {'technician_name': 'name'}},
            {'rows': 'int_assignment_rows', 'column': 'appointment_id'},
            {'rows': 'int_timesheet_rows', 'column': 'appointment_id'},
        ],
    )
}}

with

appointments as (
    select * from {{ ref('stg_servicetitan__appointments') }}
    where {{ in_scope('st_id') }}
),

jobs as (
    select * from {{ ref('stg_servicetitan__jobs') }}
),

job_types as (
    select * from {{ ref('stg_servicetitan__job_types') }}
),

job_timesheets as (
    select * from {{ ref('int_timesheet_rows') }}
    where {{ in_scope('appointment_id') }}
),

appointment_technicians as (
    select * from {{ ref('int_appointment_technicians') }}
    where {{ in_scope('appointment_id') }}
),

visits as (
    select
        tenant_id,
        appointment_id,
        min(arrived_on) as actual_arrival,
        max(done_on) as actual_departure
    from job_timesheets
    where
        active
        and deleted_at is null
    group by
        tenant_id,
        appointment_id
),

final as (
    select
        appointments.tenant_id,
        appointments.st_id,
        appointments.st_created_on,
        appointments.st_modified_on,
        appointments.active,
        appointments.last_synced_at,
        appointments.deleted_at,

        appointments.job_id,
        coalesce(appointments.customer_id, jobs.customer_id) as customer_id,
        jobs.location_id,
        jobs.job_type_id,
        appointment_technicians.technician_id,
        appointment_technicians.technician_name,
        coalesce(appointment_technicians.technician_ids, '{}'::bigint[]) as technician_ids,

        appointments.appointment_number,
        job_types.name as type,
        appointments.status,
        appointments.special_instructions as notes,
        appointments.is_confirmed,
        appointments.unused,

        appointments.start as start_time,
        appointments."end" as end_time,
        case
            when isfinite(appointments."end") and isfinite(appointments.start)
                then round(extract(epoch from appointments."end" - appointments.start) / 60)::bigint
        end as duration_minutes,
        appointments.arrival_window_start,
        appointments.arrival_window_end,
        visits.actual_arrival,
        visits.actual_departure
    from appointments
    left join jobs
        on
            appointments.tenant_id = jobs.tenant_id
            and appointments.job_id = jobs.st_id
    left join job_types
        on
            jobs.tenant_id = job_types.tenant_id
            and jobs.job_type_id = job_types.st_id
    left join appointment_technicians
        on
            appointments.tenant_id = appointment_technicians.tenant_id
            and appointments.st_id = appointment_technicians.appointment_id
    left join visits
        on
            appointments.tenant_id = visits.tenant_id
            and appointments.st_id = visits.appointment_id
)

select * from final
