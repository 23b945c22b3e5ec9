{{ config(materialized='view') }}

with

movements as (
    select * from {{ ref('fct_inventory_movements') }}
),

warehouses as (
    select * from {{ ref('stg_servicetitan__inventory_warehouses') }}
),

trucks as (
    select * from {{ ref('stg_servicetitan__inventory_trucks') }}
),

by_month as (
    select
        tenant_id,
        date_trunc('month', movement_date::timestamp)::date as month_start,
        coalesce(inventory_location_id, 0) as inventory_location_id,
        coalesce(sku_id, 0) as sku_id,
        max(sku_code) as sku_code,
        max(sku_name) as sku_name,

        coalesce(sum(quantity) filter (where movement_type = 'receipt'), 0) as received_quantity,
        coalesce(-sum(quantity) filter (where movement_type = 'return'), 0) as returned_quantity,
        coalesce(sum(quantity) filter (where movement_type = 'transfer_in'), 0) as transferred_in_quantity,
        coalesce(-sum(quantity) filter (where movement_type = 'transfer_out'), 0) as transferred_out_quantity,
        coalesce(sum(quantity) filter (where movement_type = 'adjustment'), 0) as adjusted_quantity,
        coalesce(-sum(quantity) filter (where movement_type = 'usage'), 0) as used_quantity,
        sum(quantity) as net_quantity,

        coalesce(sum(cost) filter (where movement_type = 'receipt'), 0) as received_cost,
        coalesce(-sum(cost) filter (where movement_type = 'return'), 0) as returned_cost,
        coalesce(sum(cost) filter (where movement_type = 'adjustment'), 0) as adjusted_cost,
        coalesce(-sum(cost) filter (where movement_type = 'usage'), 0) as used_cost,
        sum(cost) as net_cost
    from movements
    where movement_date is not null
    group by
        tenant_id,
        date_trunc('month', movement_date::timestamp)::date,
        coalesce(inventory_location_id, 0),
        coalesce(sku_id, 0)
),

final as (
    select
        by_month.tenant_id,
        by_month.month_start,
        by_month.inventory_location_id,
        coalesce(warehouses.name, trucks.name) as inventory_location_name,
        case
            when warehouses.st_id is not null then 'warehouse'
            when trucks.st_id is not null then 'truck'
        end as inventory_location_kind,
        by_month.sku_id,
        by_month.sku_code,
        by_month.sku_name,

        by_month.received_quantity,
        by_month.returned_quantity,
        by_month.transferred_in_quantity,
        by_month.transferred_out_quantity,
        by_month.adjusted_quantity,
        by_month.used_quantity,
        by_month.net_quantity,

        by_month.received_cost,
        by_month.returned_cost,
        by_month.adjusted_cost,
        by_month.used_cost,
        by_month.net_cost
    from by_month
    left join warehouses
        on
            by_month.tenant_id = warehouses.tenant_id
            and by_month.inventory_location_id = warehouses.st_id
    left join trucks
        on
            by_month.tenant_id = trucks.tenant_id
            and by_month.inventory_location_id = trucks.st_id
)

select * from final
