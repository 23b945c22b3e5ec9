{{ config(materialized='ephemeral') }}

with

reported as (
    select * from {{ ref('int_reported_revenue') }}
),

report_periods as (
    select * from {{ ref('stg_servicetitan__report_periods') }}
    where
        report = 'report_{{ var("revenue_report") }}'
        and date_trunc('month', period_start::timestamp) = date_trunc('month', period_end::timestamp)
),

revenue_by_day as (
    select * from {{ ref('mart_revenue_by_day') }}
),

versions as (
    select * from {{ ref('history_invoice_revenue') }}
    where valid_to < '9999-12-31'
),

-- A period may have been read and found empty.
periods as (
    select
        tenant_id,
        month_start,
        period_start,
        period_end,
        min(read_on) as read_on
    from reported
    group by
        tenant_id,
        month_start,
        period_start,
        period_end

    union all

    select
        report_periods.tenant_id,
        date_trunc('month', report_periods.period_start::timestamp)::date as month_start,
        report_periods.period_start,
        report_periods.period_end,
        report_periods.last_read_on as read_on
    from report_periods
    left join reported
        on
            report_periods.tenant_id = reported.tenant_id
            and report_periods.period_start = reported.period_start
            and report_periods.period_end = reported.period_end
    where reported.tenant_id is null
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
        periods.tenant_id,
        periods.month_start,
        report_figures.no_completed_revenue,
        report_figures.no_non_job_revenue,
        report_figures.no_adjustment_revenue,
        report_figures.no_total_revenue,
        min(periods.read_on) as report_read_on
    from periods
    inner join report_figures on periods.tenant_id = report_figures.tenant_id
    group by
        periods.tenant_id,
        periods.month_start,
        report_figures.no_completed_revenue,
        report_figures.no_non_job_revenue,
        report_figures.no_adjustment_revenue,
        report_figures.no_total_revenue
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

    union all

    -- What counted in the month when the report was read and has left it since.
    select
        periods.tenant_id,
        periods.month_start,
        versions.business_unit_id,
        versions.valid_to as last_changed_on,
        0 as completed_revenue,
        0 as non_job_revenue,
        0 as adjustment_revenue,
        0 as total_revenue,
        null as report_completed_revenue,
        null as report_non_job_revenue,
        null as report_adjustment_revenue,
        null as report_total_revenue
    from periods
    inner join versions
        on
            periods.tenant_id = versions.tenant_id
            and periods.read_on < versions.valid_to
            and versions.revenue_date between periods.period_start and periods.period_end
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
