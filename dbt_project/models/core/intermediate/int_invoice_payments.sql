{{ config(materialized='ephemeral') }}

with

payment_applications as (
    select * from {{ ref('int_payment_applications') }}
),

-- A payment may be applied to the same invoice more than once: it counts once, its amounts add up.
payments as (
    select
        tenant_id,
        invoice_id,
        payment_id,
        payment_method,
        reference,
        paid_on,
        sum(amount) as amount
    from payment_applications
    where is_active
    group by
        tenant_id,
        invoice_id,
        payment_id,
        payment_method,
        reference,
        paid_on
),

by_invoice as (
    select
        tenant_id,
        invoice_id,
        sum(amount) as paid_amount,
        count(*) as payment_count,
        max(paid_on) as last_paid_on,
        jsonb_agg(
            jsonb_build_object(
                'payment_id', payment_id,
                'amount', amount,
                'payment_method', payment_method,
                'payment_date', {{ utc_date('paid_on') }},
                'reference', reference
            )
            order by paid_on, payment_id
        ) as payments
    from payments
    group by
        tenant_id,
        invoice_id
)

select * from by_invoice
