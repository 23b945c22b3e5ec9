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
        scope='st_id',
        changed_by=[
            {'records': 'invoices'},
            {'records': 'customers', 'shown_as': 'customer_id', 'copies': {'customer_name': 'name'}},
            {'rows': 'int_payment_applications', 'column': 'invoice_id'},
            {'rows': 'int_invoice_item_rows', 'column': 'invoice_id'},
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
    where {{ in_scope('st_id') }}
),

customers as (
    select * from {{ ref('stg_servicetitan__customers') }}
),

invoice_items as (
    select * from {{ ref('int_invoice_items') }}
),

invoice_payments as (
    select * from {{ ref('int_invoice_payments') }}
    where {{ in_scope('invoice_id') }}
),

graded as (
    select
        invoices.*,
        coalesce(items_of_feed.items, {{ json_list('invoices.items') }}) as all_items,
        coalesce(invoice_payments.paid_amount, 0) as paid_amount,
        coalesce(invoice_payments.payment_count, 0) as payment_count,
        coalesce(invoice_payments.payments, '[]'::jsonb) as payments,
        invoice_payments.last_paid_on,
        case
            when not invoices.active or invoices.deleted_at is not null then 'Void'
            when invoices.total < 0 then 'Credit'
            when invoices.total = 0 then 'Zero'
            when invoices.balance <= 0 then 'Paid'
            when invoice_payments.paid_amount > 0 then 'Partial'
            else 'Open'
        end as status
    from invoices
    left join invoice_payments
        on
            invoices.tenant_id = invoice_payments.tenant_id
            and invoices.st_id = invoice_payments.invoice_id
    -- By key, for the invoices in scope: the limit keeps PostgreSQL from putting together the items of all invoices.
    left join lateral (
        select invoice_items.items
        from invoice_items
        where
            {{ json_list('invoices.items') }} = '[]'::jsonb
            and invoices.tenant_id = invoice_items.tenant_id
            and invoices.st_id = invoice_items.invoice_id
        order by invoice_items.invoice_id
        limit 1
    ) as items_of_feed on true
),

final as (
    select
        graded.tenant_id,
        graded.st_id,
        graded.st_created_on,
        graded.st_modified_on,
        graded.active,
        graded.last_synced_at,
        graded.deleted_at,

        graded.job_id,
        graded.customer_id,
        coalesce(customers.name, graded.customer ->> 'name') as customer_name,
        graded.location_id,
        graded.business_unit_id,
        graded.project_id,
        graded.adjustment_to_id,
        graded.membership_id,

        graded.reference_number as invoice_number,
        {{ utc_date('graded.invoice_date') }} as invoice_date,
        {{ utc_date('graded.due_date') }} as due_date,
        graded.sub_total as subtotal,
        graded.sales_tax as tax,
        graded.total,
        graded.balance,
        graded.status,
        graded.paid_amount,
        graded.payment_count,
        case when graded.status = 'Paid' then graded.last_paid_on end as paid_on,
        jsonb_array_length(graded.all_items) as item_count,
        graded.all_items as items,
        graded.payments,
        {{ custom_fields_object('graded.custom_fields') }} as custom_fields
    from graded
    left join customers
        on
            graded.tenant_id = customers.tenant_id
            and graded.customer_id = customers.st_id
)

select * from final
