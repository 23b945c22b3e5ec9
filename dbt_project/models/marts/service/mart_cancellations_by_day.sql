{{
    config(
        unique_key=['tenant_id', 'calendar_date', 'business_unit_id', 'job_type_id', 'campaign_id'],
        clustered_by=['tenant_id', 'calendar_date'],
        scope='calendar_date',
        changed_by=[
            {'rows': 'fct_jobs', 'column': 'created_date'},
            {'rows': 'fct_jobs', 'column': 'cancelled_date'},
        ],
    )
}}

with

booked_jobs as (
    select * from {{ ref('fct_jobs') }}
    where {{ in_scope('created_date') }}
),

cancelled_jobs as (
    select * from {{ ref('fct_jobs') }}
    where {{ in_scope('cancelled_date') }}
),

dated as (
    select
        tenant_id,
        created_date as calendar_date,
        business_unit_id,
        job_type_id,
        campaign_id,
        1 as booked_jobs,
        is_cancelled::integer as booked_jobs_cancelled,
        0 as cancelled_jobs
    from booked_jobs
    where created_date is not null

    union all

    select
        tenant_id,
        cancelled_date as calendar_date,
        business_unit_id,
        job_type_id,
        campaign_id,
        0 as booked_jobs,
        0 as booked_jobs_cancelled,
        1 as cancelled_jobs
    from cancelled_jobs
    where cancelled_date is not null
),

by_day as (
    select
        tenant_id,
        calendar_date,
        coalesce(business_unit_id, 0) as business_unit_id,
        coalesce(job_type_id, 0) as job_type_id,
        coalesce(campaign_id, 0) as campaign_id,

        sum(booked_jobs)::bigint as booked_jobs,
        sum(booked_jobs_cancelled)::bigint as booked_jobs_cancelled,
        sum(cancelled_jobs)::bigint as cancelled_jobs
    from dated
    group by
        tenant_id,
        calendar_date,
        coalesce(business_unit_id, 0),
        coalesce(job_type_id, 0),
        coalesce(campaign_id, 0)
),

final as (
    select
        *,
        round(booked_jobs_cancelled::numeric / nullif(booked_jobs, 0), 4) as cancellation_rate
    from by_day
)

select * from final
