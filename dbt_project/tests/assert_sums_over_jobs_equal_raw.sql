-- Tenants whose sums of money over all jobs differ between raw and st_jobs.
with

raw_jobs as (
    select * from {{ source('servicetitan', 'st_jobs') }}
),

modelled_jobs as (
    select * from {{ ref('st_jobs') }}
),

expected as (
    select
        tenant_id,
        sum(total) as total
    from raw_jobs
    group by tenant_id
),

actual as (
    select
        tenant_id,
        sum(total) as total
    from modelled_jobs
    group by tenant_id
),

differences as (
    select
        tenant_id,
        expected.total as expected_total,
        actual.total as actual_total
    from expected
    full join actual using (tenant_id)
    where
        expected.total is distinct from actual.total
)

select * from differences
