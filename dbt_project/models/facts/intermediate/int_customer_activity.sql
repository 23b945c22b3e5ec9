{{
    config(
        materialized='incremental',
        schema='staging',
        unique_key=['tenant_id', 'customer_id'],
        scope='customer_id',
        changed_by=[
            {'rows': 'fct_jobs', 'column': 'customer_id'},
            {'rows': 'fct_invoice_revenue', 'column': 'customer_id'},
            {'rows': 'int_customer_canonical_ids', 'column': 'st_id'},
        ],
        indexes=[{'columns': ['tenant_id', 'canonical_customer_id']}],
    )
}}

with

jobs as (
    select * from {{ ref('fct_jobs') }}
    where
        is_completed
        and customer_id is not null
        and {{ in_scope('customer_id') }}
),

invoice_revenue as (
    select * from {{ ref('fct_invoice_revenue') }}
    where
        customer_id is not null
        and {{ in_scope('customer_id') }}
),

canonical_ids as (
    select * from {{ ref('int_customer_canonical_ids') }}
    where {{ in_scope('st_id') }}
),

completed as (
    select
        tenant_id,
        customer_id,
        count(*) as completed_jobs,
        count(*) filter (where is_opportunity) as opportunities,
        (array_agg(completed_date order by completed_date))[1] as first_job_date,
        (array_agg(completed_date order by completed_date))[2] as second_job_date,
        max(completed_date) as last_job_date
    from jobs
    group by
        tenant_id,
        customer_id
),

earned as (
    select
        tenant_id,
        customer_id,
        sum(revenue) as revenue,
        min(revenue_date) as first_revenue_date,
        max(revenue_date) as last_revenue_date
    from invoice_revenue
    group by
        tenant_id,
        customer_id
),

active_customers as (
    select
        tenant_id,
        customer_id
    from completed
    union distinct
    select
        tenant_id,
        customer_id
    from earned
),

final as (
    select
        active_customers.tenant_id,
        active_customers.customer_id,
        coalesce(canonical_ids.canonical_id, active_customers.customer_id) as canonical_customer_id,
        coalesce(completed.completed_jobs, 0) as completed_jobs,
        coalesce(completed.opportunities, 0) as opportunities,
        completed.first_job_date,
        completed.second_job_date,
        completed.last_job_date,
        coalesce(earned.revenue, 0) as revenue,
        earned.first_revenue_date,
        earned.last_revenue_date
    from active_customers
    left join completed
        on
            active_customers.tenant_id = completed.tenant_id
            and active_customers.customer_id = completed.customer_id
    left join earned
        on
            active_customers.tenant_id = earned.tenant_id
            and active_customers.customer_id = earned.customer_id
    left join canonical_ids
        on
            active_customers.tenant_id = canonical_ids.tenant_id
            and active_customers.customer_id = canonical_ids.st_id
)

select * from final
