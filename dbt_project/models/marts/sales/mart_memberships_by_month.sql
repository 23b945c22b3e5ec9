{{ config(materialized='view') }}

with

movements as (
    select
        *,
        date_trunc('month', movement_date::timestamp)::date as month_start,
        coalesce(business_unit_id, 0) as unit_id,
        coalesce(membership_type_id, 0) as type_id
    from {{ ref('fct_membership_movements') }}
    where movement_date <= {{ today() }}
),

months as (
    select distinct month_start
    from {{ ref('dim_date') }}
),

business_units as (
    select * from {{ ref('st_business_units') }}
),

membership_types as (
    select * from {{ ref('stg_servicetitan__membership_types') }}
),

dimensions as (
    select
        tenant_id,
        unit_id,
        type_id,
        min(month_start) as first_month,
        {{ today() }} as today
    from movements
    group by
        tenant_id,
        unit_id,
        type_id
),

moved as (
    select
        tenant_id,
        unit_id,
        type_id,
        month_start,
        count(*) filter (where movement = 'sold') as sold,
        count(*) filter (where movement = 'renewal_started') as renewals_started,
        count(*) filter (where movement = 'resumed') as resumed,
        count(*) filter (where movement = 'cancelled') as cancelled,
        count(*) filter (where movement = 'expired') as expired,
        count(*) filter (where movement = 'renewed') as renewed,
        count(*) filter (where movement = 'suspended') as suspended,
        count(*) filter (where movement in ('cancelled', 'expired', 'renewed') and change = 0) as ended_while_suspended,
        sum(change) as change,
        sum(change * coalesce(monthly_price, 0)) as recurring_change
    from movements
    group by
        tenant_id,
        unit_id,
        type_id,
        month_start
),

-- What moved before the calendar begins is where its first month starts from.
openings as (
    select
        tenant_id,
        unit_id,
        type_id,
        sum(change) as change,
        sum(recurring_change) as recurring_change
    from moved
    where month_start < (select min(months.month_start) from months)
    group by
        tenant_id,
        unit_id,
        type_id
),

-- Months without any movement have their row too.
running as (
    select
        dimensions.tenant_id,
        dimensions.unit_id,
        dimensions.type_id,
        months.month_start,
        coalesce(moved.sold, 0) as sold,
        coalesce(moved.renewals_started, 0) as renewals_started,
        coalesce(moved.resumed, 0) as resumed,
        coalesce(moved.cancelled, 0) as cancelled,
        coalesce(moved.expired, 0) as expired,
        coalesce(moved.renewed, 0) as renewed,
        coalesce(moved.suspended, 0) as suspended,
        coalesce(moved.ended_while_suspended, 0) as ended_while_suspended,
        coalesce(moved.change, 0) as change,
        coalesce(openings.change, 0) + sum(coalesce(moved.change, 0)) over month_order as active_at_end,
        coalesce(openings.recurring_change, 0)
        + sum(coalesce(moved.recurring_change, 0)) over month_order as recurring_revenue_at_end
    from dimensions
    inner join months on months.month_start between dimensions.first_month and dimensions.today
    left join moved
        on
            dimensions.tenant_id = moved.tenant_id
            and dimensions.unit_id = moved.unit_id
            and dimensions.type_id = moved.type_id
            and months.month_start = moved.month_start
    left join openings
        on
            dimensions.tenant_id = openings.tenant_id
            and dimensions.unit_id = openings.unit_id
            and dimensions.type_id = openings.type_id
    window
        month_order as (
            partition by dimensions.tenant_id, dimensions.unit_id, dimensions.type_id
            order by months.month_start
        )
),

final as (
    select
        running.tenant_id,
        running.month_start,
        running.unit_id as business_unit_id,
        business_units.name as business_unit_name,
        running.type_id as membership_type_id,
        membership_types.name as membership_type_name,
        (running.active_at_end - running.change)::bigint as active_at_start,
        running.sold,
        running.renewals_started,
        running.resumed,
        running.cancelled,
        running.expired,
        running.renewed,
        running.suspended,
        running.ended_while_suspended,
        running.active_at_end::bigint as active_at_end,
        round(
            (running.cancelled + running.expired)::numeric / nullif(running.active_at_end - running.change, 0), 4
        ) as churn_rate,
        running.recurring_revenue_at_end
    from running
    left join business_units
        on
            running.tenant_id = business_units.tenant_id
            and running.unit_id = business_units.st_id
    left join membership_types
        on
            running.tenant_id = membership_types.tenant_id
            and running.type_id = membership_types.st_id
)

select * from final
