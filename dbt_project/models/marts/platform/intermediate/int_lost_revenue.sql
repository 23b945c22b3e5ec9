{{ config(materialized='ephemeral', access='private', contract={'enforced': false}) }}

with

invoice_items as (
    select * from {{ ref('fct_invoice_items') }}
),

jobs as (
    select * from {{ ref('fct_jobs') }}
),

-- fct_jobs has the jobs that count; whether one is completed is another matter.
lost as (
    select
        invoice_items.tenant_id,
        'fct_invoice_items' as subject,
        'items_of_jobs_that_do_not_count' as check_name,
        'Income items of invoices that are not void whose job is inactive, deleted or unknown: they are no revenue'
            as definition,
        count(*) filter (where jobs.st_id is null) as affected_count,
        count(*) as total_count,
        coalesce(sum(invoice_items.amount) filter (where jobs.st_id is null), 0) as affected_amount
    from invoice_items
    left join jobs
        on
            invoice_items.tenant_id = jobs.tenant_id
            and invoice_items.job_id = jobs.st_id
    where
        invoice_items.counts
        and invoice_items.is_income
        and not invoice_items.is_adjustment
        and invoice_items.job_id is not null
    group by invoice_items.tenant_id
)

select * from lost
