-- Months whose revenue is not the same as a sum over items, over invoices by business unit, over days and over months.
with

invoice_items as (
    select * from {{ ref('fct_invoice_items') }}
),

invoice_revenue as (
    select * from {{ ref('fct_invoice_revenue') }}
),

by_day as (
    select * from {{ ref('mart_revenue_by_day') }}
),

by_month as (
    select * from {{ ref('mart_revenue_by_month') }}
),

amounts as (
    select
        'items' as taken_from,
        tenant_id,
        date_trunc('month', revenue_date::timestamp)::date as month_start,
        amount
    from invoice_items
    where revenue_kind is not null

    union all

    select
        'invoices' as taken_from,
        tenant_id,
        date_trunc('month', revenue_date::timestamp)::date as month_start,
        revenue as amount
    from invoice_revenue

    union all

    select
        'days' as taken_from,
        tenant_id,
        date_trunc('month', revenue_date::timestamp)::date as month_start,
        completed_revenue + non_job_revenue + adjustment_revenue as amount
    from by_day

    union all

    select
        'months' as taken_from,
        tenant_id,
        month_start,
        total_revenue as amount
    from by_month
),

sums as (
    select
        tenant_id,
        month_start,
        sum(amount) filter (where taken_from = 'items') as of_items,
        sum(amount) filter (where taken_from = 'invoices') as of_invoices,
        sum(amount) filter (where taken_from = 'days') as of_days,
        sum(amount) filter (where taken_from = 'months') as of_months
    from amounts
    group by
        tenant_id,
        month_start
)

select * from sums
where
    of_items is distinct from of_invoices
    or of_items is distinct from of_days
    or of_items is distinct from of_months
