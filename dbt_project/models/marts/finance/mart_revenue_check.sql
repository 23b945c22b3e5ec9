{{ config(materialized='view') }}

with

compared as (
    select * from {{ ref('int_revenue_compared') }}
),

business_units as (
    select * from {{ ref('st_business_units') }}
),

judged as (
    select
        compared.tenant_id,
        compared.month_start,
        compared.business_unit_id,
        business_units.name as business_unit_name,
        compared.completed_revenue,
        compared.report_completed_revenue,
        compared.non_job_revenue,
        compared.report_non_job_revenue,
        compared.adjustment_revenue,
        compared.report_adjustment_revenue,
        compared.total_revenue,
        compared.report_total_revenue,
        compared.total_revenue - compared.report_total_revenue as difference,
        compared.report_read_on,
        compared.last_changed_on,
        case
            when
                compared.completed_revenue = coalesce(compared.report_completed_revenue, compared.completed_revenue)
                and compared.non_job_revenue = coalesce(compared.report_non_job_revenue, compared.non_job_revenue)
                and compared.adjustment_revenue
                = coalesce(compared.report_adjustment_revenue, compared.adjustment_revenue)
                and compared.total_revenue = coalesce(compared.report_total_revenue, compared.total_revenue)
                then 'equal'
            when compared.last_changed_on > compared.report_read_on then 'outdated'
            else 'different'
        end as status
    from compared
    left join business_units
        on
            compared.tenant_id = business_units.tenant_id
            and compared.business_unit_id = business_units.st_id
)

select * from judged
