-- Invoices whose movements do not add up to ServiceTitan's balance, and void ones that have any.
with

raw_invoices as (
    select * from {{ source('servicetitan', 'st_invoices') }}
),

movements as (
    select * from {{ ref('fct_receivable_movements') }}
),

balances as (
    select
        tenant_id,
        st_id as invoice_id,
        case when coalesce(active, true) and deleted_at is null then coalesce(balance, 0) else 0 end as balance
    from raw_invoices
),

moved as (
    select
        tenant_id,
        invoice_id,
        sum(amount) as balance
    from movements
    group by
        tenant_id,
        invoice_id
),

differences as (
    select
        tenant_id,
        invoice_id,
        balances.balance,
        moved.balance as balance_by_movements
    from balances
    full join moved using (tenant_id, invoice_id)
    where coalesce(balances.balance, 0) <> coalesce(moved.balance, 0)
)

select * from differences
