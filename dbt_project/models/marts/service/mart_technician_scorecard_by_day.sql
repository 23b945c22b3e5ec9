{{
    config(
        unique_key=['tenant_id', 'activity_date', 'technician_id'],
        scope='activity_date',
        changed_by=[
            {'rows': 'fct_job_splits', 'column': 'completed_date'},
            {'rows': 'fct_estimates', 'column': 'sold_date'},
            {'rows': 'fct_technician_days', 'column': 'work_date'},
            {'rows': 'fct_recalls', 'column': 'recall_date'},
        ],
        clustered_by=['tenant_id', 'activity_date'],
        indexes=[{'columns': ['tenant_id', 'technician_id', 'activity_date']}],
    )
}}

with

activity as (
    select * from {{ ref('int_technician_activity') }}
    where {{ in_scope('activity_date') }}
),

by_day as (
    select
        tenant_id,
        activity_date,
        technician_id,

        sum(completed_revenue) as completed_revenue,
        sum(jobs_run)::bigint as jobs_run,
        sum(opportunities)::bigint as opportunities,
        sum(converted_jobs)::bigint as converted_jobs,
        sum(opportunity_revenue) as opportunity_revenue,
        sum(sold_estimates)::bigint as sold_estimates,
        sum(sold_amount) as sold_amount,
        sum(sold_hours) as sold_hours,
        sum(job_hours) as job_hours,
        sum(shift_hours) as shift_hours,
        sum(recalls_caused)::bigint as recalls_caused,
        sum(warranties_caused)::bigint as warranties_caused,
        sum(ratings)::bigint as ratings,
        sum(rating_sum) as rating_sum
    from activity
    group by
        tenant_id,
        activity_date,
        technician_id
)

select * from by_day
