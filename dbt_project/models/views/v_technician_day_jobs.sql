{{ config(group='service') }}

with

bookings as (
    select * from {{ ref('fct_technician_bookings') }}
),

appointments as (
    select * from {{ ref('st_appointments') }}
),

jobs as (
    select * from {{ ref('st_jobs') }}
),

technicians as (
    select * from {{ ref('st_technicians') }}
),

locations as (
    select * from {{ ref('st_locations') }}
),

final as (
    select
        bookings.tenant_id,
        bookings.technician_id,
        bookings.work_date,
        bookings.st_id as appointment_id,

        technicians.name as technician_name,
        bookings.started_at,
        bookings.ended_at,
        appointments.arrival_window_start,
        appointments.arrival_window_end,
        appointments.actual_arrival,
        appointments.actual_departure,
        appointments.status as appointment_status,
        bookings.job_id,
        jobs.job_number,
        jobs.job_status,
        jobs.job_type_name,
        jobs.priority,
        jobs.customer_id,
        jobs.customer_name,
        jobs.location_id,
        locations.address_line1,
        locations.city,
        locations.postal_code,
        locations.phone as location_phone,
        appointments.notes
    from bookings
    inner join appointments
        on
            bookings.tenant_id = appointments.tenant_id
            and bookings.st_id = appointments.st_id
    left join jobs
        on
            bookings.tenant_id = jobs.tenant_id
            and bookings.job_id = jobs.st_id
    left join technicians
        on
            bookings.tenant_id = technicians.tenant_id
            and bookings.technician_id = technicians.st_id
    left join locations
        on
            jobs.tenant_id = locations.tenant_id
            and jobs.location_id = locations.st_id
)

select * from final
