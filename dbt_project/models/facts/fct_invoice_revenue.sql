{{
    config(
        unique_key=['tenant_id', 'invoice_id', 'business_unit_id'],
        scope='invoice_id',
        changed_by=[{'rows': 'fct_invoice_items', 'column': 'invoice_id'}],
        clustered_by=['tenant_id', 'revenue_date'],
        indexes=[
            {'columns': ['tenant_id', 'revenue_date']},
            {'columns': ['tenant_id', 'job_id']},
            {'columns': ['tenant_id', 'customer_id']},
        ],
    )
}}

with

invoice_items as (
    select * from {{ ref('fct_invoice_items') }}
    where {{ in_scope('invoice_id') }}
),

-- All items of an invoice are of the same kind, day, job and customer; they differ in their business unit.
revenue as (
    select
        tenant_id,
        invoice_id,
        coalesce(business_unit_id, 0) as business_unit_id,
        job_id,
        job_type_id,
        campaign_id,
        customer_id,
        location_id,
        revenue_kind,
        revenue_date,
        max(last_changed_on) as last_changed_on,
        sum(amount) as revenue,
        sum(cost) as item_cost,
        count(*) as item_count
    from invoice_items
    where revenue_kind is not null
    group by
        tenant_id,
        invoice_id,
        coalesce(business_unit_id, 0),
        job_id,
        job_type_id,
        campaign_id,
        customer_id,
        location_id,
        revenue_kind,
        revenue_date
)

select * from revenue
