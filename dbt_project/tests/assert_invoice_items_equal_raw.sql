-- Tenants whose items of invoices differ between raw and fct_invoice_items, in number or in money, or where one is
-- there twice. Items are those inside the invoices; where an invoice came without any, the active ones of the feed.
with

raw_invoices as (
    select * from {{ source('servicetitan', 'st_invoices') }}
),

raw_items as (
    select * from {{ source('servicetitan', 'st_invoice_items') }}
),

invoice_items as (
    select * from {{ ref('fct_invoice_items') }}
),

items as (
    select
        raw_invoices.tenant_id,
        {{ to_numeric("nested.element ->> 'total'") }} as total
    from raw_invoices
    cross join jsonb_array_elements({{ json_list("raw_invoices.full_data -> 'items'") }}) as nested (element)

    union all

    select
        raw_items.tenant_id,
        raw_items.total
    from raw_items
    inner join raw_invoices
        on
            raw_items.tenant_id = raw_invoices.tenant_id
            and raw_items.invoice_id = raw_invoices.st_id
    where
        coalesce(raw_items.active, true)
        and raw_items.deleted_at is null
        and {{ json_list("raw_invoices.full_data -> 'items'") }} = '[]'::jsonb
),

in_raw as (
    select
        tenant_id,
        count(*) as items,
        sum(total) as amount
    from items
    group by tenant_id
),

modelled as (
    select
        tenant_id,
        count(*) as items,
        count(item_id) - count(distinct item_id) as repeated_items,
        sum(amount) as amount
    from invoice_items
    group by tenant_id
),

differences as (
    select
        tenant_id,
        in_raw.items as items_in_raw,
        modelled.items,
        modelled.repeated_items,
        in_raw.amount as amount_in_raw,
        modelled.amount
    from in_raw
    full join modelled using (tenant_id)
    where
        in_raw.items is distinct from modelled.items
        or in_raw.amount is distinct from modelled.amount
        or modelled.repeated_items <> 0
)

select * from differences
