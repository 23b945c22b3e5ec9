-- Tenants whose sums of money over all payments differ between raw and st_payments.
with

raw_payments as (
    select * from {{ source('servicetitan', 'st_payments') }}
),

modelled_payments as (
    select * from {{ ref('st_payments') }}
),

expected as (
    select
        tenant_id,
        sum(total) as amount,
        sum(unapplied_amount) as unapplied_amount
    from raw_payments
    group by tenant_id
),

actual as (
    select
        tenant_id,
        sum(amount) as amount,
        sum(unapplied_amount) as unapplied_amount
    from modelled_payments
    group by tenant_id
),

differences as (
    select
        tenant_id,
        expected.amount as expected_amount,
        actual.amount as actual_amount,
        expected.unapplied_amount as expected_unapplied_amount,
        actual.unapplied_amount as actual_unapplied_amount
    from expected
    full join actual using (tenant_id)
    where
        expected.amount is distinct from actual.amount
        or expected.unapplied_amount is distinct from actual.unapplied_amount
)

select * from differences
