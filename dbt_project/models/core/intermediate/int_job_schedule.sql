{{ config(materialized='ephemeral') }}

with

job_appointments as (
    select * from {{ ref('int_job_appointments') }}
),

job_technicians as (
    select * from {{ ref('int_job_technicians') }}
),

appointment_technicians as (
    select * from {{ ref('int_appointment_technicians') }}
),

scheduled as (
    select
        job_appointments.tenant_id,
        job_appointments.job_id,
        job_appointments.scheduled_start,
        job_appointments.scheduled_end,
        appointment_technicians.technician_id,
        appointment_technicians.technician_name,
        coalesce(job_technicians.technician_ids, '{}'::bigint[]) as technician_ids
    from job_appointments
    left join appointment_technicians
        on
            job_appointments.tenant_id = appointment_technicians.tenant_id
            and job_appointments.appointment_id = appointment_technicians.appointment_id
    left join job_technicians
        on
            job_appointments.tenant_id = job_technicians.tenant_id
            and job_appointments.job_id = job_technicians.job_id
)

select * from scheduled
