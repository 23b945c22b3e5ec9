{{ config(materialized='view') }}

with

restatements as (
    select * from {{ ref('mart_restatements') }}
),

revenue as (
    select
        tenant_id,
        date_trunc('month', revenue_date::timestamp)::date as month_start,
        revenue_kind as figure,
        business_unit_id,
        sum(revenue) as amount
    from {{ ref('fct_invoice_revenue') }}
    group by
        tenant_id,
        date_trunc('month', revenue_date::timestamp)::date,
        revenue_kind,
        business_unit_id
),

totals as (
    select
        tenant_id,
        month_start,
        figure,
        business_unit_id,
        sum(difference) as difference,
        count(*) as changes,
        count(distinct invoice_id) as invoices,
        max(changed_at) as last_changed_at
    from restatements
    group by
        tenant_id,
        month_start,
        figure,
        business_unit_id
),

final as (
    select
        totals.tenant_id,
        totals.month_start,
        totals.figure,
        totals.business_unit_id,
        coalesce(revenue.amount, 0) - totals.difference as closed_amount,
        coalesce(revenue.amount, 0) as amount,
        totals.difference,
        totals.changes,
        totals.invoices,
        totals.last_changed_at
    from totals
    left join revenue
        on
            totals.tenant_id = revenue.tenant_id
            and totals.month_start = revenue.month_start
            and totals.figure = revenue.figure
            and totals.business_unit_id = revenue.business_unit_id
)

select * from final
