{{ config(materialized='ephemeral') }}

with

reported as (
    select * from {{ ref('int_reported_revenue') }}
),

revenue_by_day as (
    select * from {{ ref('mart_revenue_by_day') }}
),

periods as (
    select distinct
        tenant_id,
        month_start,
        period_start,
        period_end
    from reported
),

-- Figures the report lacks stay null; of a unit it leaves out those it has are 0.
months as (
    select
        tenant_id,
        month_start,
        min(read_on) as report_read_on,
        case when count(completed_revenue) > 0 then 0 end as no_completed_revenue,
        case when count(non_job_revenue) > 0 then 0 end as no_non_job_revenue,
        case when count(adjustment_revenue) > 0 then 0 end as no_adjustment_revenue,
        case when count(total_revenue) > 0 then 0 end as no_total_revenue
    from reported
    group by
        tenant_id,
        month_start
),

both_sides as (
    select
        tenant_id,
        month_start,
        business_unit_id,
        null::timestamptz as last_changed_on,
        0::numeric as completed_revenue,
        0::numeric as non_job_revenue,
        0::numeric as adjustment_revenue,
        0::numeric as total_revenue,
        completed_revenue as report_completed_revenue,
        non_job_revenue as report_non_job_revenue,
        adjustment_revenue as report_adjustment_revenue,
        total_revenue as report_total_revenue
    from reported

    union all

    select
        periods.tenant_id,
        periods.month_start,
        revenue_by_day.business_unit_id,
        revenue_by_day.last_changed_on,
        revenue_by_day.completed_revenue,
        revenue_by_day.non_job_revenue,
        revenue_by_day.adjustment_revenue,
        revenue_by_day.total_revenue,
        null::numeric as report_completed_revenue,
        null::numeric as report_non_job_revenue,
        null::numeric as report_adjustment_revenue,
        null::numeric as report_total_revenue
    from periods
    inner join revenue_by_day
        on
            periods.tenant_id = revenue_by_day.tenant_id
            and revenue_by_day.revenue_date between periods.period_start and periods.period_end
),

compared as (
    select
        both_sides.tenant_id,
        both_sides.month_start,
        both_sides.business_unit_id,
        months.report_read_on,
        max(both_sides.last_changed_on) as last_changed_on,
        sum(both_sides.completed_revenue) as completed_revenue,
        coalesce(sum(both_sides.report_completed_revenue), months.no_completed_revenue) as report_completed_revenue,
        sum(both_sides.non_job_revenue) as non_job_revenue,
        coalesce(sum(both_sides.report_non_job_revenue), months.no_non_job_revenue) as report_non_job_revenue,
        sum(both_sides.adjustment_revenue) as adjustment_revenue,
        coalesce(sum(both_sides.report_adjustment_revenue), months.no_adjustment_revenue) as report_adjustment_revenue,
        sum(both_sides.total_revenue) as total_revenue,
        coalesce(sum(both_sides.report_total_revenue), months.no_total_revenue) as report_total_revenue
    from both_sides
    inner join months
        on
            both_sides.tenant_id = months.tenant_id
            and both_sides.month_start = months.month_start
    group by
        both_sides.tenant_id,
        both_sides.month_start,
        both_sides.business_unit_id,
        months.report_read_on,
        months.no_completed_revenue,
        months.no_non_job_revenue,
        months.no_adjustment_revenue,
        months.no_total_revenue
)

select * from compared
