{{ config(group='service') }}

with

jobs as (
    select * from {{ ref('st_jobs') }}
    where
        active
        and deleted_at is null
),

canonical_locations as (
    select * from {{ ref('dim_location') }}
),

final as (
    select
        jobs.tenant_id,
        canonical_locations.canonical_location_id as location_id,
        jobs.st_id as job_id,

        jobs.job_number,
        jobs.job_status,
        jobs.location_id as named_location_id,
        canonical_locations.canonical_location_name as location_name,
        jobs.customer_id,
        jobs.customer_name,
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
    inner join canonical_locations
        on
            jobs.tenant_id = canonical_locations.tenant_id
            and jobs.location_id = canonical_locations.st_id
)

select * from final
