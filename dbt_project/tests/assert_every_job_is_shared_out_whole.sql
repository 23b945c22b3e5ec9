-- The shares of each job, what nobody has included, are together exactly 1.
with

jobs as (
    select * from {{ ref('fct_jobs') }}
),

shares as (
    select
        tenant_id,
        job_id,
        sum(share) as share
    from {{ ref('fct_job_splits') }}
    group by
        tenant_id,
        job_id
),

compared as (
    select
        coalesce(jobs.tenant_id, shares.tenant_id) as tenant_id,
        coalesce(jobs.st_id, shares.job_id) as job_id,
        shares.share
    from jobs
    full outer join shares
        on
            jobs.tenant_id = shares.tenant_id
            and jobs.st_id = shares.job_id
    where
        jobs.st_id is null
        or shares.share is distinct from 1
)

select * from compared
