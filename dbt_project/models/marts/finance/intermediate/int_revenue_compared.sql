{{ config(materialized='ephemeral') }}

with

reported as (
    select * from {{ ref('int_reported_revenue') }}
),

periods as (
    select * from {{ ref('int_reported_periods') }}
),

revenue as (
    select * from {{ ref('int_revenue_in_reported_periods') }}
),

-- Figures the report lacks stay null; of a unit it leaves out, or a period, those it has are 0.
report_figures as (
    select
        periods.tenant_id,
        case when count(reported.completed_revenue) > 0 then 0 end as no_completed_revenue,
        case when count(reported.non_job_revenue) > 0 then 0 end as no_non_job_revenue,
        case when count(reported.adjustment_revenue) > 0 then 0 end as no_adjustment_revenue,
        case when count(reported.total_revenue) > 0 or count(reported.tenant_id) = 0 then 0 end as no_total_revenue
    from periods
    left join reported
        on
            periods.tenant_id = reported.tenant_id
            and periods.period_start = reported.period_start
            and periods.period_end = reported.period_end
    group by periods.tenant_id
),

months as (
    select
        tenant_id,
        month_start,
        min(read_on) as report_read_on
    from periods
    group by
        tenant_id,
        month_start
),

reported_by_month as (
    select
        tenant_id,
        month_start,
        business_unit_id,
        sum(completed_revenue) as completed_revenue,
        sum(non_job_revenue) as non_job_revenue,
        sum(adjustment_revenue) as adjustment_revenue,
        sum(total_revenue) as total_revenue
    from reported
    group by
        tenant_id,
        month_start,
        business_unit_id
),

both_sides as (
    select
        tenant_id,
        month_start,
        business_unit_id,
        revenue.last_changed_on,
        coalesce(revenue.completed_revenue, 0) as completed_revenue,
        reported_by_month.completed_revenue as report_completed_revenue,
        coalesce(revenue.non_job_revenue, 0) as non_job_revenue,
        reported_by_month.non_job_revenue as report_non_job_revenue,
        coalesce(revenue.adjustment_revenue, 0) as adjustment_revenue,
        reported_by_month.adjustment_revenue as report_adjustment_revenue,
        coalesce(revenue.total_revenue, 0) as total_revenue,
        reported_by_month.total_revenue as report_total_revenue
    from reported_by_month
    full join revenue using (tenant_id, month_start, business_unit_id)
),

final as (
    select
        both_sides.tenant_id,
        both_sides.month_start,
        both_sides.business_unit_id,
        both_sides.completed_revenue,
        coalesce(both_sides.report_completed_revenue, figures.no_completed_revenue) as report_completed_revenue,
        both_sides.non_job_revenue,
        coalesce(both_sides.report_non_job_revenue, figures.no_non_job_revenue) as report_non_job_revenue,
        both_sides.adjustment_revenue,
        coalesce(both_sides.report_adjustment_revenue, figures.no_adjustment_revenue) as report_adjustment_revenue,
        both_sides.total_revenue,
        coalesce(both_sides.report_total_revenue, figures.no_total_revenue) as report_total_revenue,
        months.report_read_on,
        both_sides.last_changed_on
    from both_sides
    inner join months
        on
            both_sides.tenant_id = months.tenant_id
            and both_sides.month_start = months.month_start
    inner join report_figures as figures on both_sides.tenant_id = figures.tenant_id
)

select * from final
