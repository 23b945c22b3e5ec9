{{
    config(
        clustered_by=['tenant_id', 'created_date'],
        indexes=[
            {'columns': ['tenant_id', 'customer_id']},
            {'columns': ['tenant_id', 'location_id']},
            {'columns': ['tenant_id', 'business_unit_id']},
            {'columns': ['tenant_id', 'job_type_id']},
            {'columns': ['tenant_id', 'campaign_id']},
            {'columns': ['tenant_id', 'technician_id']},
            {'columns': ['tenant_id', 'invoice_id']},
            {'columns': ['tenant_id', 'job_status']},
            {'columns': ['tenant_id', 'last_appointment_id']},
            {'columns': ['tenant_id', 'st_created_on']},
            {'columns': ['tenant_id', 'created_date']},
            {'columns': ['tenant_id', 'completed_on']},
            {'columns': ['tenant_id', 'scheduled_start']},
            {'columns': ['tenant_id', 'customer_id'], 'where': 'balance > 0'},
            {'columns': ['tag_type_ids'], 'type': 'gin'},
        ],
        scope='st_id',
        changed_by=[
            {'records': 'jobs'},
            {'records': 'customers', 'shown_as': 'customer_id', 'copies': {'customer_name': 'name'}},
            {'records': 'locations', 'shown_as': 'location_id', 'copies': {'location_name': 'name'}},
            {'records': 'business_units', 'shown_as': 'business_unit_id', 'copies': {'business_unit_name': 'name'}},
            {'records': 'job_types', 'shown_as': 'job_type_id', 'copies': {'job_type_name': 'name'}},
            {'records': 'campaigns', 'shown_as': 'campaign_id', 'copies': {'campaign_name': 'name'}},
            {'records': 'tag_types', 'shown_as': 'tag_type_ids'},
            {'rows': 'st_appointments', 'column': 'job_id'},
            {'rows': 'st_appointments', 'shown_as': 'last_appointment_id'},
            {'rows': 'int_assignment_rows', 'column': 'job_id'},
            {'rows': 'st_invoices', 'column': 'job_id'},
        ],
    )
}}

with

jobs as (
    select * from {{ ref('stg_servicetitan__jobs') }}
    where {{ in_scope('st_id') }}
),

job_names as (
    select * from {{ ref('int_job_names') }}
    where {{ in_scope('job_id') }}
),

job_appointments as (
    select * from {{ ref('int_job_appointments') }}
    where {{ in_scope('job_id') }}
),

job_technicians as (
    select * from {{ ref('int_job_technicians') }}
    where {{ in_scope('job_id') }}
),

job_tags as (
    select * from {{ ref('int_job_tags') }}
    where {{ in_scope('job_id') }}
),

job_invoices as (
    select * from {{ ref('int_job_invoices') }}
    where {{ in_scope('job_id') }}
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
        jobs.last_appointment_id,

        jobs.job_status,
        jobs.priority,
        jobs.summary,
        jobs.no_charge,

        coalesce({{ business_day('jobs.st_created_on', 'jobs.tenant_id') }}, '1970-01-01') as created_date,
        jobs.completed_on,
        job_appointments.scheduled_start,
        job_appointments.scheduled_end,
        coalesce(jobs.appointment_count, 0) as appointment_count,
        job_appointments.technician_id,
        job_appointments.technician_name,
        coalesce(job_technicians.technician_ids, '{}'::bigint[]) as technician_ids,

        jobs.total,
        coalesce(job_invoices.invoice_total, 0) as invoice_total,
        coalesce(job_invoices.balance, 0) as balance,

        {{ custom_fields_object('jobs.custom_fields') }} as custom_fields
        {{ custom_field_columns('job', 'jobs.custom_fields') }},
        {{ bigint_array('jobs.tag_type_ids') }} as tag_type_ids,
        coalesce(job_tags.tags, '[]'::jsonb) as tags
    from jobs
    left join job_names
        on
            jobs.tenant_id = job_names.tenant_id
            and jobs.st_id = job_names.job_id
    left join job_appointments
        on
            jobs.tenant_id = job_appointments.tenant_id
            and jobs.st_id = job_appointments.job_id
    left join job_technicians
        on
            jobs.tenant_id = job_technicians.tenant_id
            and jobs.st_id = job_technicians.job_id
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
