-- Tenants where the view has other customers than raw, or other open balances than the invoices of these customers.
with

raw_customers as (
    select * from {{ source('servicetitan', 'st_customers') }}
),

invoices as (
    select * from {{ ref('st_invoices') }}
),

customers_complete as (
    select * from {{ ref('v_customers_complete') }}
),

present_customers as (
    select
        tenant_id,
        st_id
    from raw_customers
    where deleted_at is null
),

open_invoices as (
    select
        invoices.tenant_id,
        sum(invoices.balance) as balance
    from invoices
    inner join present_customers
        on
            invoices.tenant_id = present_customers.tenant_id
            and invoices.customer_id = present_customers.st_id
    where
        invoices.active
        and invoices.deleted_at is null
        and invoices.balance > 0
    group by invoices.tenant_id
),

expected as (
    select
        present_customers.tenant_id,
        count(*) as customers,
        coalesce(max(open_invoices.balance), 0) as outstanding_balance
    from present_customers
    left join open_invoices
        on present_customers.tenant_id = open_invoices.tenant_id
    group by present_customers.tenant_id
),

actual as (
    select
        tenant_id,
        count(*) as customers,
        sum(outstanding_balance) as outstanding_balance
    from customers_complete
    group by tenant_id
),

differences as (
    select
        tenant_id,
        expected.customers as expected_customers,
        actual.customers as actual_customers,
        expected.outstanding_balance as expected_outstanding_balance,
        actual.outstanding_balance as actual_outstanding_balance
    from expected
    full join actual using (tenant_id)
    where
        expected.customers is distinct from actual.customers
        or expected.outstanding_balance is distinct from actual.outstanding_balance
)

select * from differences
