-- Per tenant: the sold estimates that raw holds are the total sales of all days, and those of the scorecards.
with

expected as (
    select
        tenant_id,
        count(*) as estimates,
        coalesce(sum(subtotal), 0) as amount
    from {{ ref('stg_servicetitan__estimates') }}
    where
        active
        and deleted_at is null
        and status ->> 'name' = 'Sold'
        and sold_on is not null
    group by tenant_id
),

sales as (
    select
        tenant_id,
        sum(sold_estimates) as estimates,
        sum(total_sales) as amount
    from {{ ref('mart_estimate_sales_by_day') }}
    group by tenant_id
),

scorecards as (
    select
        tenant_id,
        sum(sold_estimates) as estimates,
        sum(sold_amount) as amount
    from {{ ref('mart_technician_scorecard_by_day') }}
    group by tenant_id
),

compared as (
    select
        expected.tenant_id,
        expected.estimates,
        expected.amount,
        sales.estimates as estimates_by_day,
        sales.amount as amount_by_day,
        scorecards.estimates as estimates_of_scorecards,
        scorecards.amount as amount_of_scorecards
    from expected
    left join sales on expected.tenant_id = sales.tenant_id
    left join scorecards on expected.tenant_id = scorecards.tenant_id
)

select * from compared
where
    (estimates, amount) is distinct from (estimates_by_day, amount_by_day)
    or (estimates, amount) is distinct from (estimates_of_scorecards, amount_of_scorecards)
