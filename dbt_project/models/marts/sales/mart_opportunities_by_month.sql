{{ config(materialized='view') }}

with

opportunities as (
    select * from {{ ref('mart_opportunities_by_day') }}
),

business_units as (
    select * from {{ ref('st_business_units') }}
),

job_types as (
    select * from {{ ref('st_job_types') }}
),

campaigns as (
    select * from {{ ref('st_campaigns') }}
),

by_month as (
    select
        tenant_id,
        date_trunc('month', opportunity_date)::date as month_start,
        business_unit_id,
        job_type_id,
        campaign_id,

        sum(completed_jobs)::bigint as completed_jobs,
        sum(opportunities)::bigint as opportunities,
        sum(converted_jobs)::bigint as converted_jobs,
        sum(opportunity_revenue) as opportunity_revenue,
        sum(sales_opportunities)::bigint as sales_opportunities,
        sum(closed_opportunities)::bigint as closed_opportunities,
        sum(closed_sales) as closed_sales
    from opportunities
    group by
        tenant_id,
        date_trunc('month', opportunity_date)::date,
        business_unit_id,
        job_type_id,
        campaign_id
),

final as (
    select
        by_month.tenant_id,
        by_month.month_start,
        by_month.business_unit_id,
        business_units.name as business_unit_name,
        by_month.job_type_id,
        job_types.name as job_type_name,
        by_month.campaign_id,
        campaigns.name as campaign_name,

        by_month.completed_jobs,
        by_month.opportunities,
        by_month.converted_jobs,
        by_month.opportunity_revenue,
        by_month.sales_opportunities,
        by_month.closed_opportunities,
        by_month.closed_sales,
        round(by_month.converted_jobs::numeric / nullif(by_month.opportunities, 0), 4) as conversion_rate,
        round(by_month.opportunity_revenue / nullif(by_month.opportunities, 0), 2) as average_ticket,
        round(by_month.closed_opportunities::numeric / nullif(by_month.sales_opportunities, 0), 4) as close_rate,
        round(by_month.closed_sales / nullif(by_month.closed_opportunities, 0), 2) as closed_average_sale
    from by_month
    left join business_units
        on
            by_month.tenant_id = business_units.tenant_id
            and by_month.business_unit_id = business_units.st_id
    left join job_types
        on
            by_month.tenant_id = job_types.tenant_id
            and by_month.job_type_id = job_types.st_id
    left join campaigns
        on
            by_month.tenant_id = campaigns.tenant_id
            and by_month.campaign_id = campaigns.st_id
)

select * from final
