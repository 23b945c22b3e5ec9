{{ config(materialized='view') }}

with

days as (
    select * from {{ ref('mart_job_timeliness_by_day') }}
),

business_units as (
    select * from {{ ref('st_business_units') }}
),

by_month as (
    select
        tenant_id,
        date_trunc('month', first_appointment_date)::date as month_start,
        business_unit_id,

        sum(jobs)::bigint as jobs,
        sum(lead_time_hours) as lead_time_hours,
        sum(arrivals)::bigint as arrivals,
        sum(arrivals_on_time)::bigint as arrivals_on_time
    from days
    group by
        tenant_id,
        date_trunc('month', first_appointment_date)::date,
        business_unit_id
),

final as (
    select
        by_month.tenant_id,
        by_month.month_start,
        by_month.business_unit_id,
        business_units.name as business_unit_name,

        by_month.jobs,
        by_month.lead_time_hours,
        by_month.arrivals,
        by_month.arrivals_on_time,
        round(by_month.lead_time_hours / nullif(by_month.jobs, 0), 2) as average_lead_time_hours,
        round(by_month.arrivals_on_time::numeric / nullif(by_month.arrivals, 0), 4) as on_time_rate
    from by_month
    left join business_units
        on
            by_month.tenant_id = business_units.tenant_id
            and by_month.business_unit_id = business_units.st_id
)

select * from final
