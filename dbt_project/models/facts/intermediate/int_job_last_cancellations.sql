{{ config(materialized='ephemeral') }}

with

cancellations as (
    select * from {{ ref('fct_job_cancellations') }}
),

last_of_job as (
    select distinct on (tenant_id, job_id)
        tenant_id,
        job_id,
        cancelled_on,
        cancelled_date,
        reason_id,
        reason
    from cancellations
    order by
        tenant_id asc,
        job_id asc,
        cancelled_on desc nulls last,
        st_id desc
)

select * from last_of_job
