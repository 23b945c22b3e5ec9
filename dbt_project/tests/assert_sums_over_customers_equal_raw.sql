-- Tenants whose sums of money over all customers differ between raw and st_customers.
with

raw_customers as (
    select * from {{ source('servicetitan', 'st_customers') }}
),

modelled_customers as (
    select * from {{ ref('st_customers') }}
),

expected as (
    select
        tenant_id,
        sum(balance) as balance
    from raw_customers
    group by tenant_id
),

actual as (
    select
        tenant_id,
        sum(balance) as balance
    from modelled_customers
    group by tenant_id
),

differences as (
    select
        tenant_id,
        expected.balance as expected_balance,
        actual.balance as actual_balance
    from expected
    full join actual using (tenant_id)
    where
        expected.balance is distinct from actual.balance
)

select * from differences
