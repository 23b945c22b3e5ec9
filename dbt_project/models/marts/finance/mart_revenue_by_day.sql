{{
    config(
        unique_key=['tenant_id', 'revenue_date', 'business_unit_id', 'job_type_id', 'campaign_id'],
        clustered_by=['tenant_id', 'revenue_date'],
        scope='revenue_date',
        changed_by=[{'rows': 'fct_invoice_revenue', 'column': 'revenue_date'}],
    )
}}

with

invoice_revenue as (
    select * from {{ ref('fct_invoice_revenue') }}
    where {{ in_scope('revenue_date') }}
),

by_day as (
    select
        tenant_id,
        revenue_date,
        business_unit_id,
        coalesce(job_type_id, 0) as job_type_id,
        coalesce(campaign_id, 0) as campaign_id,
        coalesce(sum(revenue) filter (where revenue_kind = 'completed'), 0) as completed_revenue,
        coalesce(sum(revenue) filter (where revenue_kind = 'non_job'), 0) as non_job_revenue,
        coalesce(sum(revenue) filter (where revenue_kind = 'adjustment'), 0) as adjustment_revenue,
        sum(revenue) as total_revenue,
        count(*) as invoice_count,
        count(distinct job_id) filter (where revenue_kind = 'completed') as job_count,
        max(last_changed_on) as last_changed_on
    from invoice_revenue
    group by
        tenant_id,
        revenue_date,
        business_unit_id,
        coalesce(job_type_id, 0),
        coalesce(campaign_id, 0)
)

select * from by_day
