{{ config(materialized='ephemeral') }}

with

assignments as (
    select * from {{ ref('int_assignment_rows') }}
),

technicians as (
    select * from {{ ref('stg_servicetitan__technicians') }}
),

active_assignments as (
    select
        assignments.tenant_id,
        assignments.st_id,
        assignments.appointment_id,
        assignments.technician_id,
        coalesce(technicians.name, assignments.technician_name) as technician_name
    from assignments
    left join technicians
        on
            assignments.tenant_id = technicians.tenant_id
            and assignments.technician_id = technicians.st_id
    where
        assignments.active
        and assignments.deleted_at is null
        and assignments.technician_id is not null
        and assignments.appointment_id is not null
),

by_appointment as (
    select
        tenant_id,
        appointment_id,
        (array_agg(technician_id order by st_id))[1] as technician_id,
        (array_agg(technician_name order by st_id))[1] as technician_name,
        array_agg(distinct technician_id order by technician_id) as technician_ids
    from active_assignments
    group by
        tenant_id,
        appointment_id
)

select * from by_appointment
