{{ config(materialized='view') }}

with

estimates as (
    select * from {{ ref('fct_estimates') }}
),

business_units as (
    select * from {{ ref('st_business_units') }}
),

by_month as (
    select
        tenant_id,
        date_trunc('month', created_date)::date as month_start,
        coalesce(business_unit_id, 0) as business_unit_id,

        count(*) as estimates,
        count(*) filter (where is_open) as open_estimates,
        count(*) filter (where is_sold) as sold_estimates,
        count(*) filter (where is_dismissed) as dismissed_estimates,
        sum(subtotal) as amount,
        coalesce(sum(subtotal) filter (where is_open), 0) as open_amount,
        coalesce(sum(subtotal) filter (where is_sold), 0) as sold_amount,
        coalesce(sum(subtotal) filter (where is_dismissed), 0) as dismissed_amount,
        round(avg(days_to_close), 2) as average_days_to_close
    from estimates
    group by
        tenant_id,
        date_trunc('month', created_date)::date,
        coalesce(business_unit_id, 0)
),

final as (
    select
        by_month.tenant_id,
        by_month.month_start,
        by_month.business_unit_id,
        business_units.name as business_unit_name,

        by_month.estimates,
        by_month.open_estimates,
        by_month.sold_estimates,
        by_month.dismissed_estimates,
        by_month.amount,
        by_month.open_amount,
        by_month.sold_amount,
        by_month.dismissed_amount,
        by_month.average_days_to_close,
        round(by_month.sold_estimates::numeric / nullif(by_month.estimates, 0), 4) as sold_rate
    from by_month
    left join business_units
        on
            by_month.tenant_id = business_units.tenant_id
            and by_month.business_unit_id = business_units.st_id
)

select * from final
