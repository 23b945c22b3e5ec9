{{
    config(
        scope='st_id',
        changed_by=[
            {'records': 'purchase_orders'},
            {'records': 'purchase_order_types', 'shown_as': 'type_id'},
        ],
        indexes=[{'columns': ['tenant_id', 'job_id']}, {'columns': ['tenant_id', 'type_id']}],
    )
}}

with

purchase_orders as (
    select * from {{ ref('stg_servicetitan__purchase_orders') }}
    where
        active
        and deleted_at is null
        and {{ in_scope('st_id') }}
),

order_types as (
    select * from {{ ref('stg_servicetitan__purchase_order_types') }}
),

job_orders as (
    select
        purchase_orders.tenant_id,
        purchase_orders.st_id,
        purchase_orders.job_id,
        purchase_orders.number,
        purchase_orders.status,
        purchase_orders.type_id,
        purchase_orders.vendor_id,
        {{ utc_date('purchase_orders.date') }} as order_date,
        coalesce(purchase_orders.total, 0) as total,
        coalesce(purchase_orders.tax, 0) as tax,
        coalesce(order_types.exclude_tax_from_job_costing, false) as is_tax_excluded
    from purchase_orders
    left join order_types
        on
            purchase_orders.tenant_id = order_types.tenant_id
            and purchase_orders.type_id = order_types.st_id
    where
        purchase_orders.job_id <> 0
        and coalesce(purchase_orders.status, '') <> 'Canceled'
),

final as (
    select
        *,
        case when is_tax_excluded then total - tax else total end as cost
    from job_orders
)

select * from final
