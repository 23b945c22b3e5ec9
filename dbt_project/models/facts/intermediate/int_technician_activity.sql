{{ config(materialized='ephemeral') }}

with

job_splits as (
    select * from {{ ref('fct_job_splits') }}
),

estimates as (
    select * from {{ ref('fct_estimates') }}
),

technician_days as (
    select * from {{ ref('fct_technician_days') }}
),

recalls as (
    select * from {{ ref('fct_recalls') }}
),

activity as (
    select
        tenant_id,
        completed_date as activity_date,
        technician_id,
        'job' as kind,
        job_id as event_id,
        completed_revenue,
        ran_job::integer as jobs_run,
        (ran_job and is_opportunity)::integer as opportunities,
        (ran_job and is_converted)::integer as converted_jobs,
        case when ran_job and is_opportunity then completed_revenue else 0 end as opportunity_revenue,
        0 as sold_estimates,
        0 as sold_amount,
        sold_hours,
        0 as job_hours,
        0 as shift_hours,
        0 as recalls_caused,
        0 as warranties_caused,
        (rating is not null)::integer as ratings,
        coalesce(rating, 0) as rating_sum
    from job_splits
    where completed_date is not null

    union all

    select
        tenant_id,
        sold_date as activity_date,
        coalesce(sold_by_id, 0) as technician_id,
        'sale' as kind,
        st_id as event_id,
        0 as completed_revenue,
        0 as jobs_run,
        0 as opportunities,
        0 as converted_jobs,
        0 as opportunity_revenue,
        1 as sold_estimates,
        subtotal as sold_amount,
        0 as sold_hours,
        0 as job_hours,
        0 as shift_hours,
        0 as recalls_caused,
        0 as warranties_caused,
        0 as ratings,
        0 as rating_sum
    from estimates
    where sold_date is not null

    union all

    select
        tenant_id,
        work_date as activity_date,
        technician_id,
        'day' as kind,
        0 as event_id,
        0 as completed_revenue,
        0 as jobs_run,
        0 as opportunities,
        0 as converted_jobs,
        0 as opportunity_revenue,
        0 as sold_estimates,
        0 as sold_amount,
        0 as sold_hours,
        job_hours,
        shift_hours,
        0 as recalls_caused,
        0 as warranties_caused,
        0 as ratings,
        0 as rating_sum
    from technician_days

    union all

    select
        tenant_id,
        recall_date as activity_date,
        technician_id,
        kind,
        job_id as event_id,
        0 as completed_revenue,
        0 as jobs_run,
        0 as opportunities,
        0 as converted_jobs,
        0 as opportunity_revenue,
        0 as sold_estimates,
        0 as sold_amount,
        0 as sold_hours,
        0 as job_hours,
        0 as shift_hours,
        (kind = 'recall')::integer as recalls_caused,
        (kind = 'warranty')::integer as warranties_caused,
        0 as ratings,
        0 as rating_sum
    from recalls
    where recall_date is not null
)

select * from activity
