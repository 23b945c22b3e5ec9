{{ config(materialized='view') }}

with

customers as (
    select
        *,
        date_trunc('month', first_job_date::timestamp)::date as month_start
    from {{ ref('mart_customer_value') }}
    where first_job_date is not null
),

cohorts as (
    select
        tenant_id,
        month_start,
        coalesce(customer_type, 'Unknown') as customer_type,
        count(*) as customers,
        count(*) filter (where is_repeat) as repeat_customers,
        count(*) filter (where second_job_date < first_job_date + interval '1 year') as repeat_within_a_year,
        sum(completed_jobs)::bigint as completed_jobs,
        sum(revenue) as revenue
    from customers
    group by
        tenant_id,
        month_start,
        coalesce(customer_type, 'Unknown')
),

final as (
    select
        tenant_id,
        month_start,
        customer_type,
        customers,
        repeat_customers,
        repeat_within_a_year,
        repeat_customers::numeric / customers as repeat_rate,
        repeat_within_a_year::numeric / customers as repeat_rate_within_a_year,
        completed_jobs,
        revenue,
        round(revenue / customers, 2) as revenue_per_customer
    from cohorts
)

select * from final
