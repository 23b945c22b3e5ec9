-- For each month, figure and business unit: what history holds at the close (or at its beginning, if later), and all
-- restatements since, make what revenue is now. A month that is not closed yet has none.
with

versions as (
    select
        *,
        date_trunc('month', revenue_date::timestamp)::date as month_start
    from {{ ref('history_invoice_revenue') }}
),

beginnings as (
    select
        tenant_id,
        min(valid_from) as began_at
    from versions
    group by tenant_id
),

closed as (
    select
        versions.*,
        greatest(
            beginnings.began_at,
            {{ start_of_day(
                "(month_start::timestamp + interval '1 month' + interval '" ~ var('months_close_after_days') ~ " days')::date",
                'versions.tenant_id',
            ) }} - interval '1 microsecond'
        ) as closed_at
    from versions
    inner join beginnings on versions.tenant_id = beginnings.tenant_id
),

amounts as (
    select
        tenant_id,
        month_start,
        revenue_kind as figure,
        business_unit_id,
        -revenue as amount
    from closed
    where
        valid_from <= closed_at
        and valid_to > closed_at
        and closed_at < current_timestamp
    union all
    select
        tenant_id,
        month_start,
        figure,
        business_unit_id,
        -difference as amount
    from {{ ref('mart_restatements') }}
    union all
    select
        closed.tenant_id,
        closed.month_start,
        closed.revenue_kind as figure,
        closed.business_unit_id,
        closed.revenue as amount
    from closed
    where
        closed.valid_to = '9999-12-31 00:00+00'
        and closed.closed_at < current_timestamp
)

select
    tenant_id,
    month_start,
    figure,
    business_unit_id,
    sum(amount) as unexplained
from amounts
group by
    tenant_id,
    month_start,
    figure,
    business_unit_id
having sum(amount) <> 0
