{{ config(materialized='view') }}

with

technician_days as (
    select * from {{ ref('fct_technician_days') }}
),

people as (
    select * from {{ ref('dim_person') }}
),

by_month as (
    select
        tenant_id,
        date_trunc('month', work_date)::date as month_start,
        technician_id,

        count(*) filter (where shift_hours > 0) as shift_days,
        sum(shift_hours) as shift_hours,
        sum(on_call_hours) as on_call_hours,
        sum(time_off_hours) as time_off_hours,
        sum(non_job_hours) as non_job_hours,
        sum(available_hours) as available_hours,
        sum(job_hours) as job_hours,
        sum(drive_hours) as drive_hours
    from technician_days
    group by
        tenant_id,
        date_trunc('month', work_date)::date,
        technician_id
),

final as (
    select
        by_month.tenant_id,
        by_month.month_start,
        by_month.technician_id,
        people.name as technician_name,
        people.business_unit_id,

        by_month.shift_days,
        by_month.shift_hours,
        by_month.on_call_hours,
        by_month.time_off_hours,
        by_month.non_job_hours,
        by_month.available_hours,
        by_month.job_hours,
        by_month.drive_hours,
        round(by_month.job_hours / nullif(by_month.shift_hours, 0), 4) as utilisation
    from by_month
    left join people
        on
            by_month.tenant_id = people.tenant_id
            and by_month.technician_id = people.st_id
)

select * from final
