{{ config(materialized='ephemeral') }}

with

invoice_items as (
    select * from {{ ref('int_invoice_item_rows') }}
),

by_invoice as (
    select
        tenant_id,
        invoice_id,
        jsonb_agg(
            jsonb_build_object(
                'id', st_id,
                'type', type,
                'skuId', sku_id,
                'skuName', sku_name,
                'displayName', display_name,
                'description', description,
                'quantity', quantity::text,
                'price', price::text,
                'total', total::text,
                'cost', cost::text,
                'totalCost', total_cost::text,
                'technicianId', technician_id,
                'soldHours', sold_hours,
                'generalLedgerAccount', general_ledger_account,
                'businessUnit', business_unit,
                'order', "order"
            )
            order by "order", st_id
        ) as items
    from invoice_items
    where
        active
        and deleted_at is null
        and invoice_id is not null
    group by
        tenant_id,
        invoice_id
)

select * from by_invoice
