{{
    config(
        materialized='incremental',
        schema='staging',
        indexes=[
            {'columns': ['tenant_id', 'invoice_id']},
        ],
        scope='st_id',
        changed_by=[{'records': 'invoice_items'}],
    )
}}

with

invoice_items as (
    select * from {{ ref('stg_servicetitan__invoice_items') }}
    where {{ in_scope('st_id') }}
),

final as (
    select
        tenant_id,
        st_id,
        invoice_id,
        type,
        sku_id,
        sku_name,
        display_name,
        description,
        quantity,
        price,
        total,
        cost,
        total_cost,
        technician_id,
        sold_hours,
        general_ledger_account,
        business_unit,
        "order",
        active,
        deleted_at
    from invoice_items
)

select * from final
