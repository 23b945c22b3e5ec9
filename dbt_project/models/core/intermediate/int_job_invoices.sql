{{ config(materialized='ephemeral') }}

with

invoices as (
    select * from {{ ref('st_invoices') }}
),

by_job as (
    select
        tenant_id,
        job_id,
        coalesce(sum(total), 0) as invoice_total,
        coalesce(sum(balance), 0) as balance
    from invoices
    where
        status <> 'Void'
        and job_id is not null
    group by
        tenant_id,
        job_id
)

select * from by_job
