{{
    config(
        unique_key=['tenant_id', 'job_id'],
        scope='job_id',
        changed_by=[
            {'records': 'jobs'},
            {'rows': 'fct_invoice_items', 'column': 'job_id'},
            {'rows': 'fct_job_costs_labor', 'column': 'job_id'},
            {'rows': 'fct_job_costs_purchases', 'column': 'job_id'},
        ],
        clustered_by=['tenant_id', 'completed_date'],
        indexes=[
            {'columns': ['tenant_id', 'completed_date']},
            {'columns': ['tenant_id', 'customer_id']},
        ],
    )
}}

with

jobs as (
    select * from {{ ref('stg_servicetitan__jobs') }}
    where
        active
        and deleted_at is null
        and {{ in_scope('st_id') }}
),

invoice_items as (
    select * from {{ ref('fct_invoice_items') }}
    where
        counts
        and {{ in_scope('job_id') }}
),

labor as (
    select * from {{ ref('fct_job_costs_labor') }}
    where {{ in_scope('job_id') }}
),

purchases as (
    select * from {{ ref('fct_job_costs_purchases') }}
    where {{ in_scope('job_id') }}
),

job_items as (
    select
        tenant_id,
        job_id,
        coalesce(sum(amount) filter (where is_income), 0) as revenue,
        coalesce(sum(amount) filter (where is_income and has_cost), 0) as revenue_of_costed_items,
        coalesce(
            sum(amount) filter (
                where is_income and not has_cost and coalesce(item_type, '') not in ('Material', 'Equipment')
            ),
            0
        ) as revenue_of_plain_work,
        coalesce(sum(cost) filter (where item_type = 'Material'), 0) as material_cost,
        coalesce(sum(cost) filter (where item_type = 'Equipment'), 0) as equipment_cost,
        coalesce(sum(cost) filter (where coalesce(item_type, '') not in ('Material', 'Equipment')), 0)
            as other_item_cost
    from invoice_items
    where job_id is not null
    group by
        tenant_id,
        job_id
),

job_labor as (
    select
        tenant_id,
        job_id,
        sum(hours) as paid_hours,
        sum(pay) as labor_pay,
        sum(burden) as labor_burden
    from labor
    group by
        tenant_id,
        job_id
),

job_purchases as (
    select
        tenant_id,
        job_id,
        sum(cost) as purchase_cost
    from purchases
    group by
        tenant_id,
        job_id
),

joined as (
    select
        jobs.tenant_id,
        jobs.st_id as job_id,
        jobs.job_number,
        jobs.customer_id,
        jobs.business_unit_id,
        jobs.job_type_id,
        jobs.campaign_id,
        case when jobs.job_status = 'Completed' then {{ business_day('jobs.completed_on', 'jobs.tenant_id') }} end
            as completed_date,
        coalesce(job_items.revenue, 0) as revenue,
        coalesce(job_items.material_cost, 0) as material_cost,
        coalesce(job_items.equipment_cost, 0) as equipment_cost,
        coalesce(job_items.other_item_cost, 0) as other_item_cost,
        coalesce(job_labor.paid_hours, 0) as paid_hours,
        coalesce(job_labor.labor_pay, 0) as labor_pay,
        coalesce(job_labor.labor_burden, 0) as labor_burden,
        coalesce(job_purchases.purchase_cost, 0) as purchase_cost,
        coalesce(job_items.revenue_of_costed_items, 0)
        + case when job_labor.labor_pay <> 0 then coalesce(job_items.revenue_of_plain_work, 0) else 0 end
            as revenue_with_known_cost
    from jobs
    left join job_items
        on
            jobs.tenant_id = job_items.tenant_id
            and jobs.st_id = job_items.job_id
    left join job_labor
        on
            jobs.tenant_id = job_labor.tenant_id
            and jobs.st_id = job_labor.job_id
    left join job_purchases
        on
            jobs.tenant_id = job_purchases.tenant_id
            and jobs.st_id = job_purchases.job_id
),

totalled as (
    select
        *,
        material_cost + equipment_cost + other_item_cost + labor_pay + labor_burden + purchase_cost as total_cost
    from joined
),

final as (
    select
        *,
        revenue - total_cost as gross_margin,
        round((revenue - total_cost) / nullif(revenue, 0), 4) as gross_margin_rate,
        round(revenue_with_known_cost / nullif(revenue, 0), 4) as known_cost_rate
    from totalled
)

select * from final
