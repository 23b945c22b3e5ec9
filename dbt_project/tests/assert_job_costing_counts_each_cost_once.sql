-- Tenants whose pay, purchases or revenue of jobs differ between raw and mart_job_costing.
with

raw_jobs as (
    select * from {{ source('servicetitan', 'st_jobs') }}
),

raw_pay as (
    select * from {{ source('servicetitan', 'st_gross_pay_items') }}
),

raw_orders as (
    select * from {{ source('servicetitan', 'st_purchase_orders') }}
),

raw_order_types as (
    select * from {{ source('servicetitan', 'st_purchase_order_types') }}
),

invoice_items as (
    select * from {{ ref('fct_invoice_items') }}
),

job_costing as (
    select * from {{ ref('mart_job_costing') }}
),

jobs as (
    select
        tenant_id,
        st_id as job_id
    from raw_jobs
    where
        coalesce(active, true)
        and deleted_at is null
),

amounts as (
    select
        'pay' as part,
        tenant_id,
        job_id,
        coalesce(amount, 0) + coalesce(amount_adjustment, 0) as amount
    from raw_pay
    where
        coalesce(active, true)
        and deleted_at is null

    union all

    select
        'purchases' as part,
        raw_orders.tenant_id,
        raw_orders.job_id,
        raw_orders.total
        - case when raw_order_types.exclude_tax_from_job_costing then coalesce(raw_orders.tax, 0) else 0 end
            as amount
    from raw_orders
    left join raw_order_types
        on
            raw_orders.tenant_id = raw_order_types.tenant_id
            and raw_orders.type_id = raw_order_types.st_id
    where
        raw_orders.deleted_at is null
        and coalesce(raw_orders.status, '') <> 'Canceled'

    union all

    select
        'revenue' as part,
        tenant_id,
        job_id,
        amount
    from invoice_items
    where
        counts
        and is_income
),

of_jobs as (
    select
        amounts.tenant_id,
        coalesce(sum(amounts.amount) filter (where amounts.part = 'pay'), 0) as pay,
        coalesce(sum(amounts.amount) filter (where amounts.part = 'purchases'), 0) as purchases,
        coalesce(sum(amounts.amount) filter (where amounts.part = 'revenue'), 0) as revenue
    from amounts
    inner join jobs using (tenant_id, job_id)
    group by amounts.tenant_id
),

modelled as (
    select
        tenant_id,
        sum(labor_pay) as pay,
        sum(purchase_cost) as purchases,
        sum(revenue) as revenue
    from job_costing
    group by tenant_id
),

differences as (
    select
        tenant_id,
        of_jobs.pay as pay_in_raw,
        modelled.pay,
        of_jobs.purchases as purchases_in_raw,
        modelled.purchases,
        of_jobs.revenue as revenue_of_items,
        modelled.revenue
    from of_jobs
    full join modelled using (tenant_id)
    where
        coalesce(of_jobs.pay, 0) <> coalesce(modelled.pay, 0)
        or coalesce(of_jobs.purchases, 0) <> coalesce(modelled.purchases, 0)
        or coalesce(of_jobs.revenue, 0) <> coalesce(modelled.revenue, 0)
)

select * from differences
