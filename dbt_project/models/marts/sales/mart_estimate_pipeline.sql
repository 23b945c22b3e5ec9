{{ config(materialized='view') }}

with

estimates as (
    select
        *,
        {{ today() }} - created_date as age_days
    from {{ ref('fct_estimates') }}
    where is_open
),

jobs as (
    select * from {{ ref('st_jobs') }}
),

customers as (
    select * from {{ ref('st_customers') }}
),

business_units as (
    select * from {{ ref('st_business_units') }}
),

final as (
    select
        estimates.tenant_id,
        estimates.st_id,

        estimates.name,
        estimates.job_id,
        jobs.job_number,
        estimates.customer_id,
        customers.name as customer_name,
        estimates.business_unit_id,
        business_units.name as business_unit_name,

        estimates.created_date,
        estimates.age_days::bigint as age_days,
        case
            when estimates.age_days <= 7 then '0-7'
            when estimates.age_days <= 30 then '8-30'
            when estimates.age_days <= 60 then '31-60'
            when estimates.age_days <= 90 then '61-90'
            else 'over 90'
        end as age_band,
        estimates.subtotal
    from estimates
    left join jobs
        on
            estimates.tenant_id = jobs.tenant_id
            and estimates.job_id = jobs.st_id
    left join customers
        on
            estimates.tenant_id = customers.tenant_id
            and estimates.customer_id = customers.st_id
    left join business_units
        on
            estimates.tenant_id = business_units.tenant_id
            and estimates.business_unit_id = business_units.st_id
)

select * from final
