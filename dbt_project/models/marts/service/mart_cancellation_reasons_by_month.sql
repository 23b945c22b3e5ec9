{{ config(materialized='view') }}

with

jobs as (
    select * from {{ ref('fct_jobs') }}
    where cancelled_date is not null
),

business_units as (
    select * from {{ ref('st_business_units') }}
),

by_month as (
    select
        tenant_id,
        date_trunc('month', cancelled_date)::date as month_start,
        coalesce(business_unit_id, 0) as business_unit_id,
        coalesce(cancel_reason_id, 0) as cancel_reason_id,
        max(cancel_reason) as cancel_reason,
        count(*) as cancelled_jobs
    from jobs
    group by
        tenant_id,
        date_trunc('month', cancelled_date)::date,
        coalesce(business_unit_id, 0),
        coalesce(cancel_reason_id, 0)
),

final as (
    select
        by_month.tenant_id,
        by_month.month_start,
        by_month.business_unit_id,
        business_units.name as business_unit_name,
        by_month.cancel_reason_id,
        by_month.cancel_reason,
        by_month.cancelled_jobs
    from by_month
    left join business_units
        on
            by_month.tenant_id = business_units.tenant_id
            and by_month.business_unit_id = business_units.st_id
)

select * from final
