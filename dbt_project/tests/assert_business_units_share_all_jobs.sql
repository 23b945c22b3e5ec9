-- Tenants where the job counts of all business units, with jobs of no known unit, are not the whole.
with

raw_jobs as (
    select * from {{ source('servicetitan', 'st_jobs') }}
),

business_units as (
    select * from {{ ref('st_business_units') }}
),

counted_jobs as (
    select
        raw_jobs.tenant_id,
        count(*) as jobs,
        count(*) filter (where raw_jobs.job_status in ('Scheduled', 'Dispatched', 'InProgress')) as open_jobs,
        count(*) filter (where business_units.st_id is null) as stray_jobs,
        count(*) filter (
            where business_units.st_id is null and raw_jobs.job_status in ('Scheduled', 'Dispatched', 'InProgress')
        ) as stray_open_jobs
    from raw_jobs
    left join business_units
        on
            raw_jobs.tenant_id = business_units.tenant_id
            and raw_jobs.business_unit_id = business_units.st_id
    where
        coalesce(raw_jobs.active, true)
        and raw_jobs.deleted_at is null
    group by raw_jobs.tenant_id
),

of_business_units as (
    select
        tenant_id,
        sum(total_jobs) as total_jobs,
        sum(active_jobs) as active_jobs
    from business_units
    group by tenant_id
),

compared as (
    select
        tenant_id,
        coalesce(of_business_units.total_jobs, 0) + coalesce(counted_jobs.stray_jobs, 0) as total_jobs,
        coalesce(counted_jobs.jobs, 0) as expected_total_jobs,
        coalesce(of_business_units.active_jobs, 0) + coalesce(counted_jobs.stray_open_jobs, 0) as active_jobs,
        coalesce(counted_jobs.open_jobs, 0) as expected_active_jobs
    from counted_jobs
    full join of_business_units using (tenant_id)
),

differences as (
    select * from compared
    where
        total_jobs <> expected_total_jobs
        or active_jobs <> expected_active_jobs
)

select * from differences
