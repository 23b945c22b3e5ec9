{{
    config(
        unique_key=['tenant_id', 'invoice_id', 'movement', 'source_id', 'position'],
        scope='invoice_id',
        changed_by=[
            {'rows': 'st_invoices', 'column': 'st_id'},
            {'rows': 'int_payment_applications', 'column': 'invoice_id'},
            {'rows': 'fct_credit_applications', 'column': 'invoice_id'},
        ],
        clustered_by=['tenant_id', 'movement_date'],
        indexes=[{'columns': ['tenant_id', 'movement_date']}],
    )
}}

with

invoices as (
    select
        tenant_id,
        st_id,
        customer_id,
        business_unit_id,
        total,
        balance,
        due_date,
        invoice_date,
        coalesce(invoice_date, {{ business_day('st_created_on') }}) as billed_date,
        {{ business_day('st_modified_on') }} as recorded_date
    from {{ ref('st_invoices') }}
    where
        status <> 'Void'
        and {{ in_scope('st_id') }}
),

payment_applications as (
    select * from {{ ref('int_payment_applications') }}
    where
        is_active
        and {{ in_scope('invoice_id') }}
),

credit_applications as (
    select * from {{ ref('fct_credit_applications') }}
    where {{ in_scope('invoice_id') }}
),

settlements as (
    select
        tenant_id,
        invoice_id,
        'payment' as movement,
        payment_id as source_id,
        position,
        coalesce({{ business_day('applied_on') }}, {{ utc_date('paid_on') }}) as movement_date,
        {{ business_day('st_modified_on') }} as recorded_date,
        -amount as amount
    from payment_applications

    union all

    select
        tenant_id,
        invoice_id,
        'credit_memo' as movement,
        credit_memo_id as source_id,
        position,
        applied_date as movement_date,
        {{ business_day('st_modified_on') }} as recorded_date,
        -amount as amount
    from credit_applications
),

settled as (
    select
        tenant_id,
        invoice_id,
        sum(amount) as amount
    from settlements
    group by
        tenant_id,
        invoice_id
),

-- What ServiceTitan's balance says beyond the applications it lists; without it the movements would not end there.
differences as (
    select
        invoices.tenant_id,
        invoices.st_id,
        invoices.recorded_date,
        coalesce(invoices.balance, 0) - coalesce(invoices.total, 0) - coalesce(settled.amount, 0) as difference
    from invoices
    left join settled
        on
            invoices.tenant_id = settled.tenant_id
            and invoices.st_id = settled.invoice_id
),

movements as (
    select
        tenant_id,
        st_id as invoice_id,
        'invoice' as movement,
        st_id as source_id,
        0::bigint as position,
        billed_date as movement_date,
        recorded_date,
        total as amount
    from invoices
    where total <> 0

    union all

    select * from settlements

    union all

    select
        tenant_id,
        st_id as invoice_id,
        'unexplained' as movement,
        st_id as source_id,
        0::bigint as position,
        recorded_date as movement_date,
        recorded_date,
        difference as amount
    from differences
    where difference <> 0
),

-- A day after the record's own last change is a post-dated one: the amount is on the books since that change.
final as (
    select
        movements.tenant_id,
        movements.invoice_id,
        movements.movement,
        movements.source_id,
        movements.position,
        invoices.customer_id,
        invoices.business_unit_id,
        coalesce(least(movements.movement_date, movements.recorded_date), '0001-01-01'::date) as movement_date,
        movements.amount,
        invoices.due_date,
        invoices.invoice_date
    from movements
    inner join invoices
        on
            movements.tenant_id = invoices.tenant_id
            and movements.invoice_id = invoices.st_id
)

select * from final
