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

job_appointments as (
    select * from {{ ref('int_job_appointments') }}
),

job_technicians as (
    select * from {{ ref('int_job_technicians') }}
),

appointment_technicians as (
    select * from {{ ref('int_appointment_technicians') }}
),

job_tags as (
    select * from {{ ref('int_job_tags') }}
),

invoices as (
    select * from {{ ref('st_invoices') }}
),

invoices_by_job as (
    select
        tenant_id,
        job_id,
        sum(total) as invoice_total,
        sum(balance) as balance
    from invoices
    where status <> 'Void'
    group by
        tenant_id,
        job_id
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
        job_appointments.scheduled_start,
        job_appointments.scheduled_end,
        coalesce(jobs.appointment_count, 0) as appointment_count,
        appointment_technicians.technician_id,
        appointment_technicians.technician_name,
        coalesce(job_technicians.technician_ids, '{}'::bigint[]) as technician_ids,

        jobs.total,
        coalesce(invoices_by_job.invoice_total, 0) as invoice_total,
        coalesce(invoices_by_job.balance, 0) as balance,

        {{ bigint_array('jobs.tag_type_ids') }} as tag_type_ids,
        coalesce(job_tags.tags, '[]'::jsonb) as tags,
        {{ custom_fields_object('jobs.custom_fields') }} as custom_fields
    from jobs
    left join job_names
        on
            jobs.tenant_id = job_names.tenant_id
            and jobs.st_id = job_names.job_id
    left join job_appointments
        on
            jobs.tenant_id = job_appointments.tenant_id
            and jobs.st_id = job_appointments.job_id
    left join appointment_technicians
        on
            job_appointments.tenant_id = appointment_technicians.tenant_id
            and job_appointments.appointment_id = appointment_technicians.appointment_id
    left join job_technicians
        on
            jobs.tenant_id = job_technicians.tenant_id
            and jobs.st_id = job_technicians.job_id
    left join job_tags
        on
            jobs.tenant_id = job_tags.tenant_id
            and jobs.st_id = job_tags.job_id
    left join invoices_by_job
        on
            jobs.tenant_id = invoices_by_job.tenant_id
            and jobs.st_id = invoices_by_job.job_id
)

select * from final
