-- Lines of transfers that were received and brought another quantity, or cost, to one location than they took from the
-- other; and months by location whose movements are not all in the mart.
with

movements as (
    select * from {{ ref('fct_inventory_movements') }}
),

months as (
    select * from {{ ref('mart_inventory_movements_by_month') }}
),

transfers as (
    select
        'a transfer' as what,
        tenant_id,
        document_id as id,
        sum(quantity) as difference
    from movements
    where movement_type in ('transfer_in', 'transfer_out')
    group by
        tenant_id,
        document_id,
        position
    having
        count(*) filter (where movement_type = 'transfer_in') > 0
        and (sum(quantity) <> 0 or sum(cost) <> 0)
),

sums as (
    select
        tenant_id,
        coalesce(inventory_location_id, 0) as inventory_location_id,
        quantity,
        cost
    from movements
    where movement_date is not null

    union all

    select
        tenant_id,
        inventory_location_id,
        -(
            received_quantity - returned_quantity + transferred_in_quantity - transferred_out_quantity
            + adjusted_quantity - used_quantity
        ) as quantity,
        -net_cost as cost
    from months
),

locations as (
    select
        'a location' as what,
        tenant_id,
        inventory_location_id as id,
        sum(quantity) as difference
    from sums
    group by
        tenant_id,
        inventory_location_id
    having sum(quantity) <> 0 or sum(cost) <> 0
)

select * from transfers
union all
select * from locations
