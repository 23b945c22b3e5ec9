-- Invoices whose paid amount or payment count differs from what active payments of raw apply to them.
with

raw_payments as (
    select * from {{ source('servicetitan', 'st_payments') }}
),

invoices as (
    select * from {{ ref('st_invoices') }}
),

applications as (
    select
        raw_payments.tenant_id,
        raw_payments.st_id as payment_id,
        {{ to_bigint("application.element ->> 'appliedTo'") }} as invoice_id,
        {{ to_numeric("application.element ->> 'appliedAmount'") }} as amount
    from raw_payments
    cross join
        jsonb_array_elements({{ json_list("raw_payments.full_data -> 'appliedTo'") }}) as application (element)
    where
        coalesce(raw_payments.active, true)
        and raw_payments.deleted_at is null
),

applied as (
    select
        tenant_id,
        invoice_id,
        sum(amount) as paid_amount,
        count(distinct payment_id) as payment_count
    from applications
    group by
        tenant_id,
        invoice_id
),

compared as (
    select
        invoices.tenant_id,
        invoices.st_id,
        invoices.paid_amount,
        coalesce(applied.paid_amount, 0) as expected_paid_amount,
        invoices.payment_count,
        jsonb_array_length(invoices.payments) as listed_payments,
        coalesce(applied.payment_count, 0) as expected_payment_count
    from invoices
    left join applied
        on
            invoices.tenant_id = applied.tenant_id
            and invoices.st_id = applied.invoice_id
),

differences as (
    select * from compared
    where
        paid_amount <> expected_paid_amount
        or payment_count <> expected_payment_count
        or listed_payments <> expected_payment_count
)

select * from differences
