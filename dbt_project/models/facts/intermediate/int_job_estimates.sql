{{ config(materialized='ephemeral') }}

with

estimates as (
    select * from {{ ref('fct_estimates') }}
),

by_job as (
    select
        tenant_id,
        job_id,
        count(*) as estimate_count,
        count(*) filter (where is_sold) as sold_estimate_count,
        coalesce(sum(subtotal) filter (where is_sold), 0) as sold_estimate_amount,
        min(created_date) as first_estimate_date
    from estimates
    where job_id is not null
    group by
        tenant_id,
        job_id
)

select * from by_job
