{{
    config(
        unique_key=['tenant_id', 'sold_date', 'business_unit_id', 'sold_by_id', 'job_type_id', 'campaign_id'],
        clustered_by=['tenant_id', 'sold_date'],
        scope='sold_date',
        changed_by=[{'rows': 'fct_estimates', 'column': 'sold_date'}],
    )
}}

with

estimates as (
    select * from {{ ref('fct_estimates') }}
    where {{ in_scope('sold_date') }}
),

by_day as (
    select
        tenant_id,
        sold_date,
        coalesce(business_unit_id, 0) as business_unit_id,
        coalesce(sold_by_id, 0) as sold_by_id,
        coalesce(job_type_id, 0) as job_type_id,
        coalesce(campaign_id, 0) as campaign_id,

        count(*) as sold_estimates,
        sum(subtotal) as total_sales,
        sum(sold_hours) as sold_hours,
        sum(days_to_close) as days_to_close
    from estimates
    where sold_date is not null
    group by
        tenant_id,
        sold_date,
        coalesce(business_unit_id, 0),
        coalesce(sold_by_id, 0),
        coalesce(job_type_id, 0),
        coalesce(campaign_id, 0)
),

final as (
    select
        tenant_id,
        sold_date,
        business_unit_id,
        sold_by_id,
        job_type_id,
        campaign_id,

        sold_estimates,
        total_sales,
        sold_hours,
        days_to_close::bigint as days_to_close
    from by_day
)

select * from final
