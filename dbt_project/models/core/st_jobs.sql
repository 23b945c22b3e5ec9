{{
    config(
        indexes=[
            {'columns': ['tenant_id', 'customer_id']},
            {'columns': ['tenant_id', 'location_id']},
            {'columns': ['tenant_id', 'business_unit_id']},
            {'columns': ['tenant_id', 'job_type_id']},
            {'columns': ['tenant_id', 'campaign_id']},
            {'columns': ['tenant_id', 'technician_id']},
            {'columns': ['tenant_id', 'invoice_id']},
            {'columns': ['tenant_id', 'job_status']},
            {'columns': ['tenant_id', 'st_created_on']},
            {'columns': ['tenant_id', 'completed_on']},
            {'columns': ['tenant_id', 'scheduled_start']},
            {'columns': ['tenant_id', 'customer_id'], 'where': 'balance > 0'},
        ],
    )
}}

with

jobs as (
    select * from {{ ref('stg_servicetitan__jobs') }}
),

job_names as (
    select * from {{ ref('int_job_names') }}
),

job_schedule as (
    select * from {{ ref('int_job_schedule') }}
),

job_tags as (
    select * from {{ ref('int_job_tags') }}
),

job_invoices as (
    select * from {{ ref('int_job_invoices') }}
),

final as (
    select
        jobs.tenant_id,
        jobs.st_id,
        jobs.st_created_on,
        jobs.st_modified_on,
        jobs.active,
        jobs.last_synced_at,
        jobs.deleted_at,

        jobs.job_number,
        jobs.customer_id,
        job_names.customer_name,
        jobs.location_id,
        job_names.location_name,
        jobs.project_id,
        jobs.business_unit_id,
        job_names.business_unit_name,
        jobs.job_type_id,
        job_names.job_type_name,
        jobs.campaign_id,
        job_names.campaign_name,
        jobs.recall_for_id,
        jobs.warranty_id,
        jobs.membership_id,
        nullif(jobs.invoice_id, 0) as invoice_id,

        jobs.job_status,
        jobs.priority,
        jobs.summary,
        jobs.no_charge,

        jobs.completed_on,
        job_schedule.scheduled_start,
        job_schedule.scheduled_end,
        coalesce(jobs.appointment_count, 0) as appointment_count,
        job_schedule.technician_id,
        job_schedule.technician_name,
        job_schedule.technician_ids,

        jobs.total,
        coalesce(job_invoices.invoice_total, 0) as invoice_total,
        coalesce(job_invoices.balance, 0) as balance,

        {{ bigint_array('jobs.tag_type_ids') }} as tag_type_ids,
        coalesce(job_tags.tags, '[]'::jsonb) as tags,
        {{ custom_fields_object('jobs.custom_fields') }} as custom_fields
    from jobs
    left join job_names
        on
            jobs.tenant_id = job_names.tenant_id
            and jobs.st_id = job_names.job_id
    left join job_schedule
        on
            jobs.tenant_id = job_schedule.tenant_id
            and jobs.st_id = job_schedule.job_id
    left join job_tags
        on
            jobs.tenant_id = job_tags.tenant_id
            and jobs.st_id = job_tags.job_id
    left join job_invoices
        on
            jobs.tenant_id = job_invoices.tenant_id
            and jobs.st_id = job_invoices.job_id
)

select * from final
