{{ config(group='finance') }}

with

invoices as (
    select * from {{ ref('st_invoices') }}
),

-- Without any date an invoice cannot be late: it counts as current, so that the ages always add up to the total.
open_balances as (
    select
        tenant_id,
        business_unit_id,
        balance,
        coalesce({{ today() }} - coalesce(due_date, invoice_date), 0) as days_past_due
    from invoices
    where
        status <> 'Void'
        and balance > 0
),

aging as (
    select
        tenant_id,
        business_unit_id,
        count(*) filter (where days_past_due <= 0) as current_count,
        coalesce(sum(balance) filter (where days_past_due <= 0), 0) as current_amount,
        count(*) filter (where days_past_due between 1 and 30) as days_1_30_count,
        coalesce(sum(balance) filter (where days_past_due between 1 and 30), 0) as days_1_30_amount,
        count(*) filter (where days_past_due between 31 and 60) as days_31_60_count,
        coalesce(sum(balance) filter (where days_past_due between 31 and 60), 0) as days_31_60_amount,
        count(*) filter (where days_past_due between 61 and 90) as days_61_90_count,
        coalesce(sum(balance) filter (where days_past_due between 61 and 90), 0) as days_61_90_amount,
        count(*) filter (where days_past_due > 90) as over_90_count,
        coalesce(sum(balance) filter (where days_past_due > 90), 0) as over_90_amount,
        count(*) as total_count,
        sum(balance) as total_amount
    from open_balances
    group by
        tenant_id,
        business_unit_id
)

select * from aging
