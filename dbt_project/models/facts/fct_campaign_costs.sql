with

campaign_costs as (
    select * from {{ ref('stg_servicetitan__campaign_costs') }}
    where
        active
        and deleted_at is null
        and month between 1 and 12
        and year between 1900 and 2999
),

dated as (
    select
        tenant_id,
        st_id,
        nullif(campaign_id, 0) as campaign_id,
        make_date(year::integer, month::integer, 1) as month_start,
        coalesce(daily_cost, 0) as daily_cost
    from campaign_costs
),

final as (
    select
        *,
        ((month_start + interval '1 month')::date - month_start)::bigint as days,
        daily_cost * ((month_start + interval '1 month')::date - month_start) as cost
    from dated
)

select * from final
