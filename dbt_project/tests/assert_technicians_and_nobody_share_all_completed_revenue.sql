-- Per business day: completed revenue of the items, of the job splits and of the technicians' scorecards is the same to
-- the last digit, since what no technician has is technician 0's.
with

items as (
    select
        tenant_id,
        revenue_date as business_date,
        sum(amount) as revenue
    from {{ ref('fct_invoice_items') }}
    where revenue_kind = 'completed'
    group by
        tenant_id,
        revenue_date
),

splits as (
    select
        tenant_id,
        completed_date as business_date,
        sum(completed_revenue) as revenue
    from {{ ref('fct_job_splits') }}
    where completed_date is not null
    group by
        tenant_id,
        completed_date
),

scorecards as (
    select
        tenant_id,
        activity_date as business_date,
        sum(completed_revenue) as revenue
    from {{ ref('mart_technician_scorecard_by_day') }}
    group by
        tenant_id,
        activity_date
),

compared as (
    select
        tenant_id,
        business_date,
        sum(of_items) as of_items,
        sum(of_splits) as of_splits,
        sum(of_scorecards) as of_scorecards
    from (
        select
            tenant_id,
            business_date,
            revenue as of_items,
            0 as of_splits,
            0 as of_scorecards
        from items

        union all

        select
            tenant_id,
            business_date,
            0 as of_items,
            revenue as of_splits,
            0 as of_scorecards
        from splits

        union all

        select
            tenant_id,
            business_date,
            0 as of_items,
            0 as of_splits,
            revenue as of_scorecards
        from scorecards
    ) as revenues
    group by
        tenant_id,
        business_date
)

select * from compared
where
    of_items <> of_splits
    or of_items <> of_scorecards
