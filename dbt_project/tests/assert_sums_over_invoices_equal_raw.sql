-- Tenants whose sums of money over all invoices differ between raw and st_invoices.
with

raw_invoices as (
    select * from {{ source('servicetitan', 'st_invoices') }}
),

modelled_invoices as (
    select * from {{ ref('st_invoices') }}
),

expected as (
    select
        tenant_id,
        sum(sub_total) as subtotal,
        sum(sales_tax) as tax,
        sum(total) as total,
        sum(balance) as balance
    from raw_invoices
    group by tenant_id
),

actual as (
    select
        tenant_id,
        sum(subtotal) as subtotal,
        sum(tax) as tax,
        sum(total) as total,
        sum(balance) as balance
    from modelled_invoices
    group by tenant_id
),

differences as (
    select
        tenant_id,
        expected.subtotal as expected_subtotal,
        actual.subtotal as actual_subtotal,
        expected.tax as expected_tax,
        actual.tax as actual_tax,
        expected.total as expected_total,
        actual.total as actual_total,
        expected.balance as expected_balance,
        actual.balance as actual_balance
    from expected
    full join actual using (tenant_id)
    where
        expected.subtotal is distinct from actual.subtotal
        or expected.tax is distinct from actual.tax
        or expected.total is distinct from actual.total
        or expected.balance is distinct from actual.balance
)

select * from differences
