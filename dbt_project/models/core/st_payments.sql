{{
    config(
        indexes=[
            {'columns': ['tenant_id', 'customer_id']},
            {'columns': ['tenant_id', 'invoice_id']},
            {'columns': ['tenant_id', 'business_unit_id']},
            {'columns': ['tenant_id', 'status']},
            {'columns': ['tenant_id', 'payment_date']},
        ],
        scope='st_id',
        changed_by=[
            {'records': 'payments'},
            {'records': 'customers', 'shown_as': 'customer_id', 'copies': {'customer_name': 'name'}},
            {'rows': 'int_payment_applications', 'column': 'payment_id'},
        ],
    )
}}

with

payments as (
    select
        *,
        nullif({{ to_bigint("customer ->> 'id'") }}, 0) as customer_id,
        nullif({{ to_bigint("business_unit ->> 'id'") }}, 0) as business_unit_id
    from {{ ref('stg_servicetitan__payments') }}
    where {{ in_scope('st_id') }}
),

customers as (
    select * from {{ ref('stg_servicetitan__customers') }}
),

payment_applications as (
    select * from {{ ref('int_payment_applications') }}
    where {{ in_scope('payment_id') }}
),

applied_to_one_invoice as (
    select
        tenant_id,
        payment_id,
        min(invoice_id) as invoice_id
    from payment_applications
    group by
        tenant_id,
        payment_id
    having count(distinct invoice_id) = 1
),

final as (
    select
        payments.tenant_id,
        payments.st_id,
        payments.st_created_on,
        payments.st_modified_on,
        payments.active,
        payments.last_synced_at,
        payments.deleted_at,

        payments.customer_id,
        coalesce(customers.name, payments.customer ->> 'name') as customer_name,
        applied_to_one_invoice.invoice_id,
        payments.business_unit_id,
        payments.refunded_payment_id,

        payments.type as payment_method,
        payments.reference_number as reference,
        payments.check_number,
        payments.memo,
        payments.sync_status as status,
        payments.total as amount,
        payments.unapplied_amount,
        {{ utc_date('payments.date') }} as payment_date,

        {{ json_list('payments.applied_to') }} as applied_to,
        {{ custom_fields_object('payments.custom_fields') }} as custom_fields
    from payments
    left join customers
        on
            payments.tenant_id = customers.tenant_id
            and payments.customer_id = customers.st_id
    left join applied_to_one_invoice
        on
            payments.tenant_id = applied_to_one_invoice.tenant_id
            and payments.st_id = applied_to_one_invoice.payment_id
)

select * from final
