-- Tenants where the ages do not add up to the open balances of raw, in number or in money.
with

raw_invoices as (
    select * from {{ source('servicetitan', 'st_invoices') }}
),

aging as (
    select * from {{ ref('v_ar_aging') }}
),

open_balances as (
    select
        tenant_id,
        count(*) as invoices,
        sum(balance) as amount
    from raw_invoices
    where
        coalesce(active, true)
        and deleted_at is null
        and balance > 0
    group by tenant_id
),

of_aging as (
    select
        tenant_id,
        sum(total_count) as total_count,
        sum(total_amount) as total_amount,
        sum(current_count + days_1_30_count + days_31_60_count + days_61_90_count + over_90_count) as aged_count,
        sum(current_amount + days_1_30_amount + days_31_60_amount + days_61_90_amount + over_90_amount) as aged_amount
    from aging
    group by tenant_id
),

differences as (
    select
        tenant_id,
        open_balances.invoices,
        of_aging.total_count,
        of_aging.aged_count,
        open_balances.amount,
        of_aging.total_amount,
        of_aging.aged_amount
    from open_balances
    full join of_aging using (tenant_id)
    where
        open_balances.invoices is distinct from of_aging.total_count
        or open_balances.invoices is distinct from of_aging.aged_count
        or open_balances.amount is distinct from of_aging.total_amount
        or open_balances.amount is distinct from of_aging.aged_amount
)

select * from differences
