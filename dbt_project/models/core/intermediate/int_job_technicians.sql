{{ config(materialized='ephemeral') }}

with

assignments as (
    select * from {{ ref('int_assignment_rows') }}
),

by_job as (
    select
        tenant_id,
        job_id,
        array_agg(distinct technician_id order by technician_id) as technician_ids
    from assignments
    where
        active
        and deleted_at is null
        and technician_id is not null
    group by
        tenant_id,
        job_id
)

select * from by_job
