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

final as (
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

    -- A period may have been read and found empty.
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
)

select * from final
