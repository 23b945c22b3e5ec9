{{
    config(
        indexes=[
            {'columns': ['tenant_id', 'job_id']},
            {'columns': ['tenant_id', 'customer_id']},
            {'columns': ['tenant_id', 'location_id']},
            {'columns': ['tenant_id', 'business_unit_id']},
            {'columns': ['tenant_id', 'status']},
            {'columns': ['tenant_id', 'invoice_date']},
            {'columns': ['tenant_id', 'due_date']},
            {'columns': ['tenant_id', 'customer_id'], 'where': 'balance > 0'},
        ],
    )
}}

with

invoices as (
    select
        *,
        nullif({{ to_bigint("job ->> 'id'") }}, 0) as job_id,
        nullif({{ to_bigint("customer ->> 'id'") }}, 0) as customer_id,
        nullif({{ to_bigint("location ->> 'id'") }}, 0) as location_id,
        nullif({{ to_bigint("business_unit ->> 'id'") }}, 0) as business_unit_id
    from {{ ref('stg_servicetitan__invoices') }}
),

customers as (
    select * from {{ ref('stg_servicetitan__customers') }}
),

invoice_items as (
    select * from {{ ref('int_invoice_items') }}
),

invoice_payments as (
    select * from {{ ref('int_invoice_payments') }}
),

joined as (
    select
        invoices.tenant_id,
        invoices.st_id,
        invoices.st_created_on,
        invoices.st_modified_on,
        invoices.active,
        invoices.last_synced_at,
        invoices.deleted_at,

        invoices.job_id,
        invoices.customer_id,
        coalesce(customers.name, invoices.customer ->> 'name') as customer_name,
        invoices.location_id,
        invoices.business_unit_id,
        invoices.project_id,
        invoices.adjustment_to_id,
        invoices.membership_id,

        invoices.reference_number as invoice_number,
        invoices.sub_total as subtotal,
        invoices.sales_tax as tax,
        invoices.total,
        invoices.balance,
        {{ utc_date('invoices.invoice_date') }} as invoice_date,
        {{ utc_date('invoices.due_date') }} as due_date,

        case
            when not invoices.active or invoices.deleted_at is not null then 'Void'
            when invoices.total < 0 then 'Credit'
            when invoices.total = 0 then 'Zero'
            when invoices.balance <= 0 then 'Paid'
            when invoice_payments.paid_amount > 0 then 'Partial'
            else 'Open'
        end as status,
        coalesce(invoice_payments.paid_amount, 0) as paid_amount,
        coalesce(invoice_payments.payment_count, 0) as payment_count,
        invoice_payments.last_paid_on,
        coalesce(invoice_payments.payments, '[]'::jsonb) as payments,
        invoice_items.item_count,
        invoice_items.items,
        {{ custom_fields_object('invoices.custom_fields') }} as custom_fields
    from invoices
    left join customers
        on
            invoices.tenant_id = customers.tenant_id
            and invoices.customer_id = customers.st_id
    left join invoice_items
        on
            invoices.tenant_id = invoice_items.tenant_id
            and invoices.st_id = invoice_items.invoice_id
    left join invoice_payments
        on
            invoices.tenant_id = invoice_payments.tenant_id
            and invoices.st_id = invoice_payments.invoice_id
),

final as (
    select
        tenant_id,
        st_id,
        st_created_on,
        st_modified_on,
        active,
        last_synced_at,
        deleted_at,

        job_id,
        customer_id,
        customer_name,
        location_id,
        business_unit_id,
        project_id,
        adjustment_to_id,
        membership_id,

        invoice_number,
        invoice_date,
        due_date,
        subtotal,
        tax,
        total,
        balance,
        status,
        paid_amount,
        payment_count,
        case when status = 'Paid' then last_paid_on end as paid_on,
        item_count,
        items,
        payments,
        custom_fields
    from joined
)

select * from final
