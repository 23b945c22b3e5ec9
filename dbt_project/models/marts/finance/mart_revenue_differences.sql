{{ config(materialized='view') }}

with

revenue_check as (
    select * from {{ ref('mart_revenue_check') }}
    where status <> 'equal'
),

invoice_items as (
    select * from {{ ref('fct_invoice_items') }}
),

invoices as (
    select * from {{ ref('st_invoices') }}
),

jobs as (
    select * from {{ ref('fct_jobs') }}
),

-- What is left out is looked for on the day it would count on.
items as (
    select
        invoice_items.tenant_id,
        invoice_items.invoice_id,
        invoice_items.job_id,
        coalesce(invoice_items.business_unit_id, 0) as business_unit_id,
        coalesce(invoice_items.revenue_kind, 'none') as revenue_kind,
        invoice_items.revenue_date,
        invoice_items.invoice_date,
        coalesce(
            invoice_items.revenue_date,
            case when not invoice_items.is_adjustment then jobs.completed_date end,
            invoice_items.invoice_date
        ) as looked_for_on,
        case
            when invoice_items.revenue_kind is not null and invoice_items.gl_account_type is null
                then 'counted without account'
            when invoice_items.revenue_kind is not null then 'counted'
            when not invoice_items.counts then 'invoice is void'
            when not invoice_items.is_income then 'account is no income'
            when jobs.st_id is null then 'job is inactive, deleted or unknown'
            when jobs.is_completed then 'job has no time of completion'
            else 'job is not completed'
        end as left_out_because,
        invoice_items.amount
    from invoice_items
    left join jobs
        on
            invoice_items.tenant_id = jobs.tenant_id
            and invoice_items.job_id = jobs.st_id
),

-- Revenue of the month, that without an account apart; and what an item of the month is left out for.
amounts as (
    select
        revenue_check.tenant_id,
        revenue_check.month_start,
        revenue_check.business_unit_id,
        revenue_check.business_unit_name,
        revenue_check.status,
        revenue_check.difference as difference_of_month,
        items.invoice_id,
        items.job_id,
        items.revenue_kind,
        items.revenue_date,
        items.invoice_date,
        items.left_out_because,
        sum(items.amount) as amount
    from revenue_check
    inner join items
        on
            revenue_check.tenant_id = items.tenant_id
            and revenue_check.business_unit_id = items.business_unit_id
            and revenue_check.month_start = date_trunc('month', items.looked_for_on::timestamp)::date
    group by
        revenue_check.tenant_id,
        revenue_check.month_start,
        revenue_check.business_unit_id,
        revenue_check.business_unit_name,
        revenue_check.status,
        revenue_check.difference,
        items.invoice_id,
        items.job_id,
        items.revenue_kind,
        items.revenue_date,
        items.invoice_date,
        items.left_out_because
),

final as (
    select
        amounts.tenant_id,
        amounts.month_start,
        amounts.business_unit_id,
        amounts.business_unit_name,
        amounts.status,
        amounts.difference_of_month,
        amounts.invoice_id,
        invoices.invoice_number,
        amounts.job_id,
        amounts.invoice_date,
        amounts.revenue_kind,
        amounts.revenue_date,
        amounts.left_out_because,
        amounts.amount,
        case
            when amounts.revenue_kind <> 'none' then amounts.amount = amounts.difference_of_month
            else amounts.amount = -amounts.difference_of_month
        end as would_explain_it
    from amounts
    left join invoices
        on
            amounts.tenant_id = invoices.tenant_id
            and amounts.invoice_id = invoices.st_id
)

select * from final
