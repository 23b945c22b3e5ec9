{{
    config(
        unique_key=['tenant_id', 'invoice_id', 'open_from'],
        scope='invoice_id',
        changed_by=[{'rows': 'fct_receivable_movements', 'column': 'invoice_id'}],
        indexes=[{'columns': ['open_during'], 'type': 'gist'}],
    )
}}

with

movements as (
    select * from {{ ref('fct_receivable_movements') }}
    where {{ in_scope('invoice_id') }}
),

daily as (
    select
        tenant_id,
        invoice_id,
        customer_id,
        business_unit_id,
        movement_date,
        coalesce(due_date, invoice_date) as aged_from,
        sum(amount) as amount
    from movements
    group by
        tenant_id,
        invoice_id,
        customer_id,
        business_unit_id,
        movement_date,
        coalesce(due_date, invoice_date)
),

running as (
    select
        tenant_id,
        invoice_id,
        customer_id,
        business_unit_id,
        aged_from,
        movement_date as open_from,
        lead(movement_date) over invoice_days as open_until,
        sum(amount) over invoice_days as balance
    from daily
    window invoice_days as (
        partition by tenant_id, invoice_id
        order by movement_date
    )
),

owing as (
    select
        tenant_id,
        invoice_id,
        open_from,
        open_until,
        daterange(open_from, open_until) as open_during,
        customer_id,
        business_unit_id,
        aged_from,
        balance
    from running
    where balance > 0
)

select * from owing
