{{ config(materialized='view') }}

with

days as (
    select * from {{ ref('mart_cancellations_by_day') }}
),

business_units as (
    select * from {{ ref('st_business_units') }}
),

job_types as (
    select * from {{ ref('st_job_types') }}
),

by_month as (
    select
        tenant_id,
        date_trunc('month', calendar_date)::date as month_start,
        business_unit_id,
        job_type_id,

        sum(booked_jobs)::bigint as booked_jobs,
        sum(booked_jobs_cancelled)::bigint as booked_jobs_cancelled,
        sum(cancelled_jobs)::bigint as cancelled_jobs
    from days
    group by
        tenant_id,
        date_trunc('month', calendar_date)::date,
        business_unit_id,
        job_type_id
),

final as (
    select
        by_month.tenant_id,
        by_month.month_start,
        by_month.business_unit_id,
        business_units.name as business_unit_name,
        by_month.job_type_id,
        job_types.name as job_type_name,

        by_month.booked_jobs,
        by_month.booked_jobs_cancelled,
        by_month.cancelled_jobs,
        round(by_month.booked_jobs_cancelled::numeric / nullif(by_month.booked_jobs, 0), 4) as cancellation_rate
    from by_month
    left join business_units
        on
            by_month.tenant_id = business_units.tenant_id
            and by_month.business_unit_id = business_units.st_id
    left join job_types
        on
            by_month.tenant_id = job_types.tenant_id
            and by_month.job_type_id = job_types.st_id
)

select * from final
