{{ config(materialized='ephemeral') }}

with

invoices as (
    select * from {{ ref('stg_servicetitan__invoices') }}
),

invoice_items as (
    select * from {{ ref('int_invoice_item_rows') }}
),

-- As a function of its own in the join, the list is unpacked from the invoice once and not wherever it is used.
items_inside as (
    select
        invoices.tenant_id,
        invoices.st_id as invoice_id,
        unpacked.items
    from invoices
    cross join lateral coalesce({{ json_list('invoices.items') }}) as unpacked (items)
),

-- The items feed is only asked for invoices that came without items, and is put into the shape of the nested ones.
items_by_invoice as (
    select
        items_inside.tenant_id,
        items_inside.invoice_id,
        coalesce(items_of_feed.items, items_inside.items) as items
    from items_inside
    left join lateral (
        select
            jsonb_agg(
                jsonb_build_object(
                    'id', invoice_items.st_id,
                    'type', invoice_items.type,
                    'skuId', invoice_items.sku_id,
                    'skuName', invoice_items.sku_name,
                    'displayName', invoice_items.display_name,
                    'description', invoice_items.description,
                    'quantity', invoice_items.quantity::text,
                    'price', invoice_items.price::text,
                    'total', invoice_items.total::text,
                    'cost', invoice_items.cost::text,
                    'totalCost', invoice_items.total_cost::text,
                    'technicianId', invoice_items.technician_id,
                    'soldHours', invoice_items.sold_hours,
                    'generalLedgerAccount', invoice_items.general_ledger_account,
                    'businessUnit', invoice_items.business_unit,
                    'order', invoice_items."order"
                )
                order by invoice_items."order", invoice_items.st_id
            ) as items
        from invoice_items
        where
            items_inside.items = '[]'::jsonb
            and items_inside.tenant_id = invoice_items.tenant_id
            and items_inside.invoice_id = invoice_items.invoice_id
            and invoice_items.active
            and invoice_items.deleted_at is null
    ) as items_of_feed on true
),

counted as (
    select
        tenant_id,
        invoice_id,
        items,
        jsonb_array_length(items) as item_count
    from items_by_invoice
)

select * from counted
