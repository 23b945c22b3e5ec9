{{ config(materialized='view') }}

with

dates as (
    select * from {{ ref('dim_date') }}
),

balances as (
    select * from {{ ref('fct_receivable_balances') }}
),

-- Without any date an invoice cannot be late: it counts as current.
open_balances as (
    select
        dates.date_day as as_of_date,
        balances.tenant_id,
        coalesce(balances.business_unit_id, 0) as business_unit_id,
        balances.balance,
        coalesce(dates.date_day - balances.aged_from, 0) as days_past_due
    from dates
    inner join balances on dates.date_day <@ balances.open_during
    where dates.date_day <= {{ today('balances.tenant_id') }}
),

aging as (
    select
        as_of_date,
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
        as_of_date,
        tenant_id,
        business_unit_id
)

select * from aging
