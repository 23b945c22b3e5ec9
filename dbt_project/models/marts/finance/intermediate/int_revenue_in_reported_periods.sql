{{ config(materialized='ephemeral') }}

with

periods as (
    select * from {{ ref('int_reported_periods') }}
),

revenue_by_day as (
    select * from {{ ref('mart_revenue_by_day') }}
),

former_versions as (
    select * from {{ ref('history_invoice_revenue') }}
    where valid_to < '9999-12-31'
),

counted as (
    select
        periods.tenant_id,
        periods.month_start,
        revenue_by_day.business_unit_id,
        revenue_by_day.last_changed_on,
        revenue_by_day.completed_revenue,
        revenue_by_day.non_job_revenue,
        revenue_by_day.adjustment_revenue,
        revenue_by_day.total_revenue
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
        former_versions.business_unit_id,
        former_versions.valid_to as last_changed_on,
        0 as completed_revenue,
        0 as non_job_revenue,
        0 as adjustment_revenue,
        0 as total_revenue
    from periods
    inner join former_versions
        on
            periods.tenant_id = former_versions.tenant_id
            and periods.read_on < former_versions.valid_to
            and former_versions.revenue_date between periods.period_start and periods.period_end
),

final as (
    select
        tenant_id,
        month_start,
        business_unit_id,
        max(last_changed_on) as last_changed_on,
        sum(completed_revenue) as completed_revenue,
        sum(non_job_revenue) as non_job_revenue,
        sum(adjustment_revenue) as adjustment_revenue,
        sum(total_revenue) as total_revenue
    from counted
    group by
        tenant_id,
        month_start,
        business_unit_id
)

select * from final
