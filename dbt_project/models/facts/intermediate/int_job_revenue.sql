{{ config(materialized='ephemeral') }}

with

invoice_items as (
    select * from {{ ref('fct_invoice_items') }}
),

by_job as (
    select
        tenant_id,
        job_id,
        sum(amount) as completed_revenue,
        coalesce(sum(quantity * sold_hours), 0) as sold_hours
    from invoice_items
    where
        revenue_kind = 'completed'
        and job_id is not null
    group by
        tenant_id,
        job_id
)

select * from by_job
