{{ config(group='sales') }}

with

estimates as (
    select
        tenant_id,
        status,
        subtotal
    from {{ ref('st_estimates') }}
    where
        active
        and deleted_at is null
        and st_created_on >= current_timestamp - interval '90 days'
),

by_tenant as (
    select
        tenant_id,
        count(*) as total_estimates,
        count(*) filter (where status = 'Sold') as sold_estimates,
        count(*) filter (where status = 'Open') as open_estimates,
        count(*) filter (where status = 'Dismissed') as dismissed_estimates,
        coalesce(sum(subtotal) filter (where status = 'Sold'), 0) as sold_value,
        avg(subtotal) filter (where status = 'Sold') as avg_sold_value
    from estimates
    group by tenant_id
),

final as (
    select
        tenant_id,
        total_estimates,
        sold_estimates,
        open_estimates,
        dismissed_estimates,
        sold_value,
        avg_sold_value,
        sold_estimates::numeric / total_estimates as close_rate
    from by_tenant
)

select * from final
