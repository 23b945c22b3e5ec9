-- Technicians whose figures differ from those over the distinct jobs and invoices that raw connects them to. The steps
-- are materialised: what a filter on JSON leaves cannot be estimated, and the planner would repeat it row by row.
with

raw_assignments as (
    select * from {{ source('servicetitan', 'st_appointment_assignments') }}
),

raw_jobs as (
    select * from {{ source('servicetitan', 'st_jobs') }}
),

raw_invoices as (
    select * from {{ source('servicetitan', 'st_invoices') }}
),

technicians as (
    select * from {{ ref('st_technicians') }}
),

assignments as materialized (
    select distinct
        tenant_id,
        technician_id,
        job_id
    from raw_assignments
    where
        coalesce(active, true)
        and deleted_at is null
),

invoices as materialized (
    select
        tenant_id,
        st_id,
        {{ to_bigint("full_data #>> '{job,id}'") }} as job_id,
        total
    from raw_invoices
    where
        coalesce(active, true)
        and deleted_at is null
),

assigned_jobs as materialized (
    select
        assignments.tenant_id,
        assignments.technician_id,
        assignments.job_id,
        raw_jobs.job_status
    from assignments
    inner join raw_jobs
        on
            assignments.tenant_id = raw_jobs.tenant_id
            and assignments.job_id = raw_jobs.st_id
    where
        coalesce(raw_jobs.active, true)
        and raw_jobs.deleted_at is null
),

assigned_invoices as materialized (
    select distinct
        assigned_jobs.tenant_id,
        assigned_jobs.technician_id,
        invoices.st_id,
        invoices.total
    from assigned_jobs
    inner join invoices
        on
            assigned_jobs.tenant_id = invoices.tenant_id
            and assigned_jobs.job_id = invoices.job_id
),

counted_jobs as (
    select
        tenant_id,
        technician_id,
        count(*) as total_jobs,
        count(*) filter (where job_status = 'Completed') as completed_jobs
    from assigned_jobs
    group by
        tenant_id,
        technician_id
),

counted_invoices as (
    select
        tenant_id,
        technician_id,
        sum(total) as total_revenue
    from assigned_invoices
    group by
        tenant_id,
        technician_id
),

compared as (
    select
        technicians.tenant_id,
        technicians.st_id,
        technicians.total_jobs,
        coalesce(counted_jobs.total_jobs, 0) as expected_total_jobs,
        technicians.completed_jobs,
        coalesce(counted_jobs.completed_jobs, 0) as expected_completed_jobs,
        technicians.total_revenue,
        coalesce(counted_invoices.total_revenue, 0) as expected_total_revenue
    from technicians
    left join counted_jobs
        on
            technicians.tenant_id = counted_jobs.tenant_id
            and technicians.st_id = counted_jobs.technician_id
    left join counted_invoices
        on
            technicians.tenant_id = counted_invoices.tenant_id
            and technicians.st_id = counted_invoices.technician_id
),

differences as (
    select * from compared
    where
        total_jobs <> expected_total_jobs
        or completed_jobs <> expected_completed_jobs
        or total_revenue <> expected_total_revenue
)

select * from differences
