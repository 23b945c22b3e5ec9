{{ config(group='service') }}

with

jobs as (
    select * from {{ ref('st_jobs') }}
    where
        active
        and deleted_at is null
),

canonical_customers as (
    select * from {{ ref('dim_customer') }}
),

final as (
    select
        jobs.tenant_id,
        canonical_customers.canonical_customer_id as customer_id,
        jobs.st_id as job_id,

        jobs.job_number,
        jobs.job_status,
        jobs.customer_id as named_customer_id,
        canonical_customers.canonical_customer_name as customer_name,
        jobs.location_id,
        jobs.location_name,
        jobs.business_unit_name,
        jobs.job_type_name,
        jobs.summary,
        jobs.st_created_on as created_on,
        jobs.scheduled_start,
        jobs.scheduled_end,
        jobs.completed_on,
        jobs.technician_id,
        jobs.technician_name,
        jobs.recall_for_id,
        jobs.warranty_id,
        jobs.invoice_total,
        jobs.balance
    from jobs
    inner join canonical_customers
        on
            jobs.tenant_id = canonical_customers.tenant_id
            and jobs.customer_id = canonical_customers.st_id
)

select * from final
