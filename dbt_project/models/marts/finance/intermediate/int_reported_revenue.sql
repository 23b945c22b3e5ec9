{{ config(materialized='ephemeral') }}

with

report_rows as (
    select * from {{ ref('stg_servicetitan__report_revenue') }}
    where date_trunc('month', period_start::timestamp) = date_trunc('month', period_end::timestamp)
),

report_periods as (
    select * from {{ ref('stg_servicetitan__report_periods') }}
    where report = 'report_{{ var("revenue_report") }}'
),

business_units as (
    select * from {{ ref('st_business_units') }}
),

-- A report without ids names its units; of several of a name the active one with the lowest id is meant.
units_by_name as (
    select distinct on (tenant_id, name)
        tenant_id,
        name,
        st_id
    from business_units
    order by tenant_id asc, name asc, active desc, st_id asc
),

reported as (
    select
        report_rows.tenant_id,
        report_rows.period_start,
        report_rows.period_end,
        date_trunc('month', report_rows.period_start::timestamp)::date as month_start,
        coalesce(report_rows.business_unit_id, units_by_name.st_id, 0) as business_unit_id,
        min(coalesce(report_periods.last_read_on, report_rows.last_synced_at)) as read_on,
        sum(report_rows.completed_revenue) as completed_revenue,
        sum(report_rows.non_job_revenue) as non_job_revenue,
        sum(report_rows.adjustment_revenue) as adjustment_revenue,
        sum(report_rows.total_revenue) as total_revenue
    from report_rows
    left join report_periods
        on
            report_rows.tenant_id = report_periods.tenant_id
            and report_rows.period_start = report_periods.period_start
            and report_rows.period_end = report_periods.period_end
    left join units_by_name
        on
            report_rows.tenant_id = units_by_name.tenant_id
            and report_rows.business_unit_name = units_by_name.name
    group by
        report_rows.tenant_id,
        report_rows.period_start,
        report_rows.period_end,
        coalesce(report_rows.business_unit_id, units_by_name.st_id, 0)
)

select * from reported
