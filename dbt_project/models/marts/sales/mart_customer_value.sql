{{
    config(
        unique_key=['tenant_id', 'customer_id'],
        scope='customer_id',
        changed_by=[
            {'rows': 'int_customer_activity', 'column': 'canonical_customer_id'},
            {'records': 'customers', 'shown_as': 'customer_id'},
        ],
        clustered_by=['tenant_id', 'first_job_date'],
        indexes=[
            {'columns': ['tenant_id', 'revenue']},
            {'columns': ['tenant_id', 'first_job_date']},
            {'columns': ['tenant_id', 'last_job_date']},
        ],
    )
}}

with

activity as (
    select * from {{ ref('int_customer_activity') }}
    where {{ in_scope('canonical_customer_id') }}
),

customers as (
    select * from {{ ref('stg_servicetitan__customers') }}
    where {{ in_scope('st_id') }}
),

totals as (
    select
        tenant_id,
        canonical_customer_id as customer_id,
        count(*) as merged_customers,
        sum(completed_jobs)::bigint as completed_jobs,
        sum(opportunities)::bigint as opportunities,
        sum(revenue) as revenue,
        min(first_job_date) as first_job_date,
        max(last_job_date) as last_job_date,
        min(first_revenue_date) as first_revenue_date,
        max(last_revenue_date) as last_revenue_date
    from activity
    group by
        tenant_id,
        canonical_customer_id
),

-- The second job of all is among the first two of each customer that was merged.
early_jobs as (
    select
        activity.tenant_id,
        activity.canonical_customer_id as customer_id,
        early.job_date,
        row_number() over (
            partition by activity.tenant_id, activity.canonical_customer_id
            order by early.job_date
        ) as number_of_job
    from activity
    cross join lateral (values (activity.first_job_date), (activity.second_job_date)) as early (job_date)
    where early.job_date is not null
),

second_jobs as (
    select * from early_jobs
    where number_of_job = 2
),

final as (
    select
        totals.tenant_id,
        totals.customer_id,
        customers.name as customer_name,
        customers.type as customer_type,
        customers.active and customers.deleted_at is null as is_active,
        totals.merged_customers,

        totals.completed_jobs,
        totals.opportunities,
        totals.first_job_date,
        second_jobs.job_date as second_job_date,
        totals.last_job_date,
        totals.completed_jobs > 1 as is_repeat,
        (second_jobs.job_date - totals.first_job_date)::bigint as days_to_second_job,

        totals.revenue,
        round(totals.revenue / nullif(totals.completed_jobs, 0), 2) as revenue_per_job,
        totals.first_revenue_date,
        totals.last_revenue_date
    from totals
    left join second_jobs
        on
            totals.tenant_id = second_jobs.tenant_id
            and totals.customer_id = second_jobs.customer_id
    left join customers
        on
            totals.tenant_id = customers.tenant_id
            and totals.customer_id = customers.st_id
)

select * from final
