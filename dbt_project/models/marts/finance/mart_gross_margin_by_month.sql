{{ config(materialized='view') }}

with

job_costing as (
    select * from {{ ref('mart_job_costing') }}
),

business_units as (
    select * from {{ ref('st_business_units') }}
),

job_types as (
    select * from {{ ref('st_job_types') }}
),

by_month as (
    select
        tenant_id,
        date_trunc('month', completed_date::timestamp)::date as month_start,
        coalesce(business_unit_id, 0) as business_unit_id,
        coalesce(job_type_id, 0) as job_type_id,
        count(*) as job_count,
        sum(revenue) as revenue,
        sum(material_cost) as material_cost,
        sum(equipment_cost) as equipment_cost,
        sum(other_item_cost) as other_item_cost,
        sum(labor_pay) as labor_pay,
        sum(labor_burden) as labor_burden,
        sum(purchase_cost) as purchase_cost,
        sum(total_cost) as total_cost,
        sum(gross_margin) as gross_margin,
        sum(revenue_with_known_cost) as revenue_with_known_cost
    from job_costing
    where completed_date is not null
    group by
        tenant_id,
        date_trunc('month', completed_date::timestamp)::date,
        coalesce(business_unit_id, 0),
        coalesce(job_type_id, 0)
),

final as (
    select
        by_month.tenant_id,
        by_month.month_start,
        by_month.business_unit_id,
        business_units.name as business_unit_name,
        by_month.job_type_id,
        job_types.name as job_type_name,
        by_month.job_count,
        by_month.revenue,
        by_month.material_cost,
        by_month.equipment_cost,
        by_month.other_item_cost,
        by_month.labor_pay,
        by_month.labor_burden,
        by_month.purchase_cost,
        by_month.total_cost,
        by_month.gross_margin,
        round(by_month.gross_margin / nullif(by_month.revenue, 0), 4) as gross_margin_rate,
        by_month.revenue_with_known_cost,
        round(by_month.revenue_with_known_cost / nullif(by_month.revenue, 0), 4) as known_cost_rate
    from by_month
    left join business_units
        on
            by_month.tenant_id = business_units.tenant_id
            and by_month.business_unit_id = business_units.st_id
    left join job_types
        on
            by_month.tenant_id = job_types.tenant_id
            and by_month.job_type_id = job_types.st_id
)

select * from final
