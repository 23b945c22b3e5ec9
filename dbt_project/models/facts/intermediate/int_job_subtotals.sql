{{ config(materialized='ephemeral') }}

with

invoices as (
    select * from {{ ref('st_invoices') }}
),

by_job as (
    select
        tenant_id,
        job_id,
        coalesce(sum(subtotal), 0) as invoice_subtotal
    from invoices
    where
        status <> 'Void'
        and deleted_at is null
        and coalesce(adjustment_to_id, 0) = 0
        and job_id is not null
    group by
        tenant_id,
        job_id
)

select * from by_job
