{{ config(materialized='view') }}

with

days as (
    select * from {{ ref('mart_technician_scorecard_by_day') }}
),

people as (
    select * from {{ ref('dim_person') }}
),

by_month as (
    select
        tenant_id,
        date_trunc('month', activity_date)::date as month_start,
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
    from days
    group by
        tenant_id,
        date_trunc('month', activity_date)::date,
        technician_id
),

final as (
    select
        by_month.tenant_id,
        by_month.month_start,
        by_month.technician_id,
        people.name as technician_name,
        people.business_unit_id,

        by_month.completed_revenue,
        by_month.jobs_run,
        by_month.opportunities,
        by_month.converted_jobs,
        by_month.opportunity_revenue,
        by_month.sold_estimates,
        by_month.sold_amount,
        by_month.sold_hours,
        by_month.job_hours,
        by_month.shift_hours,
        by_month.recalls_caused,
        by_month.warranties_caused,
        by_month.ratings,
        round(by_month.opportunity_revenue / nullif(by_month.opportunities, 0), 2) as average_ticket,
        round(by_month.converted_jobs::numeric / nullif(by_month.opportunities, 0), 4) as conversion_rate,
        round(by_month.job_hours / nullif(by_month.shift_hours, 0), 4) as utilisation,
        round(by_month.sold_hours / nullif(by_month.job_hours, 0), 4) as sold_hour_efficiency,
        round(by_month.rating_sum / nullif(by_month.ratings, 0), 2) as average_rating
    from by_month
    left join people
        on
            by_month.tenant_id = people.tenant_id
            and by_month.technician_id = people.st_id
)

select * from final
