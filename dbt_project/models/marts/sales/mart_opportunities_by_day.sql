{{
    config(
        unique_key=['tenant_id', 'opportunity_date', 'business_unit_id', 'job_type_id', 'campaign_id'],
        clustered_by=['tenant_id', 'opportunity_date'],
        scope='opportunity_date',
        changed_by=[
            {'rows': 'fct_jobs', 'column': 'completed_date'},
            {'rows': 'fct_jobs', 'column': 'sales_opportunity_date'},
        ],
    )
}}

with

completed_jobs as (
    select * from {{ ref('fct_jobs') }}
    where {{ in_scope('completed_date') }}
),

jobs_with_estimates as (
    select * from {{ ref('fct_jobs') }}
    where {{ in_scope('sales_opportunity_date') }}
),

dated as (
    select
        tenant_id,
        completed_date as opportunity_date,
        business_unit_id,
        job_type_id,
        campaign_id,
        1 as completed_jobs,
        is_opportunity::integer as opportunities,
        is_converted::integer as converted_jobs,
        case when is_opportunity then completed_revenue else 0 end as opportunity_revenue,
        0 as sales_opportunities,
        0 as closed_opportunities,
        0 as closed_sales
    from completed_jobs
    where completed_date is not null

    union all

    select
        tenant_id,
        sales_opportunity_date as opportunity_date,
        business_unit_id,
        job_type_id,
        campaign_id,
        0 as completed_jobs,
        0 as opportunities,
        0 as converted_jobs,
        0 as opportunity_revenue,
        1 as sales_opportunities,
        is_closed::integer as closed_opportunities,
        case when is_closed then sold_estimate_amount else 0 end as closed_sales
    from jobs_with_estimates
    where sales_opportunity_date is not null
),

by_day as (
    select
        tenant_id,
        opportunity_date,
        coalesce(business_unit_id, 0) as business_unit_id,
        coalesce(job_type_id, 0) as job_type_id,
        coalesce(campaign_id, 0) as campaign_id,

        sum(completed_jobs)::bigint as completed_jobs,
        sum(opportunities)::bigint as opportunities,
        sum(converted_jobs)::bigint as converted_jobs,
        sum(opportunity_revenue) as opportunity_revenue,
        sum(sales_opportunities)::bigint as sales_opportunities,
        sum(closed_opportunities)::bigint as closed_opportunities,
        sum(closed_sales) as closed_sales
    from dated
    group by
        tenant_id,
        opportunity_date,
        coalesce(business_unit_id, 0),
        coalesce(job_type_id, 0),
        coalesce(campaign_id, 0)
),

final as (
    select
        *,
        round(converted_jobs::numeric / nullif(opportunities, 0), 4) as conversion_rate,
        round(opportunity_revenue / nullif(opportunities, 0), 2) as average_ticket,
        round(closed_opportunities::numeric / nullif(sales_opportunities, 0), 4) as close_rate,
        round(closed_sales / nullif(closed_opportunities, 0), 2) as closed_average_sale
    from by_day
)

select * from final
