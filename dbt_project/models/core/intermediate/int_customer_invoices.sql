{{ config(materialized='ephemeral') }}

with

invoices as (
    select * from {{ ref('st_invoices') }}
),

-- Void invoices are read for updated_at as well: an invoice that ceases to count changes the figures too.
by_customer as (
    select
        tenant_id,
        customer_id,
        coalesce(sum(total) filter (where status = 'Paid'), 0) as lifetime_value,
        coalesce(sum(total) filter (where status <> 'Void'), 0) as lifetime_revenue,
        max(last_synced_at) as updated_at
    from invoices
    where customer_id is not null
    group by
        tenant_id,
        customer_id
)

select * from by_customer
