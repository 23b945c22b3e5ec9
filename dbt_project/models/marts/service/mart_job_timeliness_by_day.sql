{{
    config(
        unique_key=['tenant_id', 'first_appointment_date', 'business_unit_id', 'job_type_id'],
        clustered_by=['tenant_id', 'first_appointment_date'],
        scope='first_appointment_date',
        changed_by=[{'rows': 'fct_jobs', 'column': 'first_appointment_date'}],
    )
}}

with

jobs as (
    select * from {{ ref('fct_jobs') }}
    where {{ in_scope('first_appointment_date') }}
),

by_day as (
    select
        tenant_id,
        first_appointment_date,
        coalesce(business_unit_id, 0) as business_unit_id,
        coalesce(job_type_id, 0) as job_type_id,

        count(*) as jobs,
        coalesce(sum(lead_time_hours), 0) as lead_time_hours,
        count(arrived_on_time) as arrivals,
        count(*) filter (where arrived_on_time) as arrivals_on_time
    from jobs
    where
        not is_cancelled
        and first_appointment_date is not null
    group by
        tenant_id,
        first_appointment_date,
        coalesce(business_unit_id, 0),
        coalesce(job_type_id, 0)
),

final as (
    select
        *,
        round(lead_time_hours / nullif(jobs, 0), 2) as average_lead_time_hours,
        round(arrivals_on_time::numeric / nullif(arrivals, 0), 4) as on_time_rate
    from by_day
)

select * from final
