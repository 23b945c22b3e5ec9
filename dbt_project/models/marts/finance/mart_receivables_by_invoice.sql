{{ config(materialized='view') }}

with

invoices as (
    select * from {{ ref('st_invoices') }}
),

business_units as (
    select * from {{ ref('st_business_units') }}
),

movements as (
    select * from {{ ref('fct_receivable_movements') }}
),

open_invoices as (
    select
        *,
        coalesce({{ today() }} - coalesce(due_date, invoice_date), 0)::bigint as days_past_due
    from invoices
    where
        status <> 'Void'
        and balance > 0
),

explained as (
    select
        open_invoices.*,
        settled.paid,
        settled.credited,
        settled.unexplained
    from open_invoices
    cross join lateral (
        select
            coalesce(-sum(movements.amount) filter (where movements.movement = 'payment'), 0) as paid,
            coalesce(-sum(movements.amount) filter (where movements.movement = 'credit_memo'), 0) as credited,
            coalesce(sum(movements.amount) filter (where movements.movement = 'unexplained'), 0) as unexplained
        from movements
        where
            movements.tenant_id = open_invoices.tenant_id
            and movements.invoice_id = open_invoices.st_id
    ) as settled
),

final as (
    select
        explained.tenant_id,
        explained.st_id as invoice_id,
        explained.invoice_number,
        explained.customer_id,
        explained.customer_name,
        explained.location_id,
        explained.job_id,
        explained.business_unit_id,
        business_units.name as business_unit_name,
        explained.invoice_date,
        explained.due_date,
        explained.days_past_due,
        case
            when explained.days_past_due <= 0 then 'current'
            when explained.days_past_due <= 30 then '1-30'
            when explained.days_past_due <= 60 then '31-60'
            when explained.days_past_due <= 90 then '61-90'
            else 'over 90'
        end as age,
        explained.total,
        explained.paid,
        explained.credited,
        explained.unexplained,
        explained.balance
    from explained
    left join business_units
        on
            explained.tenant_id = business_units.tenant_id
            and explained.business_unit_id = business_units.st_id
)

select * from final
