{{ config(unscoped='Business units are few, and so are the days of their jobs.') }}

with

business_units as (
    select * from {{ ref('stg_servicetitan__business_units') }}
),

job_days as (
    select * from {{ ref('int_business_unit_days') }}
),

jobs_by_business_unit as (
    select
        tenant_id,
        business_unit_id,
        sum(total_jobs)::bigint as total_jobs,
        sum(active_jobs)::bigint as active_jobs
    from job_days
    group by
        tenant_id,
        business_unit_id
),

final as (
    select
        business_units.tenant_id,
        business_units.st_id,
        business_units.st_created_on,
        business_units.st_modified_on,
        business_units.active,
        business_units.last_synced_at,
        business_units.deleted_at,

        business_units.name,
        business_units.official_name,
        business_units.concept_code as code,
        business_units.email,
        business_units.phone_number as phone,
        business_units.address,
        business_units.trade ->> 'name' as trade,
        business_units.division ->> 'name' as division,
        business_units.currency,

        coalesce(jobs_by_business_unit.total_jobs, 0) as total_jobs,
        coalesce(jobs_by_business_unit.active_jobs, 0) as active_jobs
    from business_units
    left join jobs_by_business_unit
        on
            business_units.tenant_id = jobs_by_business_unit.tenant_id
            and business_units.st_id = jobs_by_business_unit.business_unit_id
)

select * from final
