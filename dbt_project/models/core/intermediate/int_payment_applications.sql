{{
    config(
        materialized='incremental',
        schema='staging',
        unique_key=['tenant_id', 'payment_id', 'position'],
        indexes=[{'columns': ['tenant_id', 'invoice_id']}],
        scope='payment_id',
        changed_by=[{'records': 'payments'}],
    )
}}

with

payments as (
    select * from {{ ref('stg_servicetitan__payments') }}
    where {{ in_scope('st_id') }}
),

applications as (
    select
        payments.tenant_id,
        payments.st_id as payment_id,
        item.position,
        nullif({{ to_bigint("item.element ->> 'appliedTo'") }}, 0) as invoice_id,
        coalesce({{ to_numeric("item.element ->> 'appliedAmount'") }}, 0) as amount,
        payments.type as payment_method,
        payments.reference_number as reference,
        payments.date as paid_on,
        {{ to_time("item.element ->> 'appliedOn'") }} as applied_on,
        payments.st_modified_on,
        payments.active and payments.deleted_at is null as is_active
    from payments
    cross join
        lateral jsonb_array_elements({{ json_list('payments.applied_to') }}) with ordinality as item (element, position)
),

to_invoices as (
    select * from applications
    where invoice_id is not null
)

select * from to_invoices
