{{
    config(
        unique_key=['tenant_id', 'document_id', 'movement_type', 'position'],
        scope='document_id',
        changed_by=[
            {'records': 'inventory_receipts'},
            {'records': 'inventory_returns'},
            {'records': 'inventory_adjustments'},
            {'records': 'inventory_transfers'},
            {'rows': 'fct_invoice_items', 'column': 'invoice_id'},
        ],
        clustered_by=['tenant_id', 'movement_date'],
        indexes=[
            {'columns': ['tenant_id', 'movement_date']},
            {'columns': ['tenant_id', 'inventory_location_id']},
            {'columns': ['tenant_id', 'sku_id']},
        ],
    )
}}

with

documents as (
    select * from {{ ref('int_inventory_documents') }}
    where {{ in_scope('document_id') }}
),

invoice_items as (
    select * from {{ ref('fct_invoice_items') }}
    where {{ in_scope('invoice_id') }}
),

-- Of a transfer, what was picked is what moves.
lines as (
    select
        documents.*,
        line.position,
        nullif({{ to_bigint("line.element ->> 'skuId'") }}, 0) as sku_id,
        line.element ->> 'code' as sku_code,
        line.element ->> 'name' as sku_name,
        coalesce(
            nullif({{ to_numeric("line.element ->> 'quantityPicked'") }}, 0),
            {{ to_numeric("line.element ->> 'quantity'") }},
            0
        ) as line_quantity,
        {{ to_numeric("line.element ->> 'cost'") }} as unit_cost,
        coalesce(line.element ->> 'active' <> 'false', true) as line_is_active
    from documents
    cross join
        lateral jsonb_array_elements({{ json_list('documents.items') }})
        with ordinality as line (element, position)
),

moved as (
    select
        tenant_id,
        document_id,
        movement_type,
        position,
        document_number,
        movement_date,
        inventory_location_id,
        vendor_id,
        purchase_order_id,
        job_id,
        business_unit_id,
        sku_id,
        sku_code,
        sku_name,
        sign * line_quantity as quantity,
        unit_cost
    from lines
    where line_is_active

    union all

    select
        tenant_id,
        invoice_id as document_id,
        'usage' as movement_type,
        position,
        null as document_number,
        invoice_date as movement_date,
        inventory_location_id,
        null as vendor_id,
        null as purchase_order_id,
        job_id,
        business_unit_id,
        sku_id,
        sku_name as sku_code,
        null as sku_name,
        -coalesce(quantity, 0) as quantity,
        cost / nullif(quantity, 0) as unit_cost
    from invoice_items
    where
        counts
        and inventory_location_id is not null
),

final as (
    select
        tenant_id,
        document_id,
        movement_type,
        position,

        document_number,
        movement_date,
        inventory_location_id,
        sku_id,
        sku_code,
        sku_name,
        vendor_id,
        purchase_order_id,
        job_id,
        business_unit_id,

        quantity,
        unit_cost,
        round(quantity * coalesce(unit_cost, 0), 4) as cost
    from moved
)

select * from final
