{{ config(materialized='view') }}

with

revenue_by_day as (
    select * from {{ ref('mart_revenue_by_day') }}
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
        date_trunc('month', revenue_date::timestamp)::date as month_start,
        business_unit_id,
        job_type_id,
        campaign_id,
        sum(completed_revenue) as completed_revenue,
        sum(non_job_revenue) as non_job_revenue,
        sum(adjustment_revenue) as adjustment_revenue,
        sum(total_revenue) as total_revenue,
        sum(invoice_count)::bigint as invoice_count,
        sum(job_count)::bigint as job_count
    from revenue_by_day
    group by
        tenant_id,
        date_trunc('month', revenue_date::timestamp)::date,
        business_unit_id,
        job_type_id,
        campaign_id
),

named as (
    select
        by_month.tenant_id,
        by_month.month_start,
        by_month.business_unit_id,
        business_units.name as business_unit_name,
        by_month.job_type_id,
        job_types.name as job_type_name,
        by_month.campaign_id,
        campaigns.name as campaign_name,
        by_month.completed_revenue,
        by_month.non_job_revenue,
        by_month.adjustment_revenue,
        by_month.total_revenue,
        by_month.invoice_count,
        by_month.job_count
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

select * from named
