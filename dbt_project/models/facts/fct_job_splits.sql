{{
    config(
        unique_key=['tenant_id', 'job_id', 'technician_id'],
        scope='job_id',
        changed_by=[
            {'rows': 'fct_jobs', 'column': 'st_id'},
            {'rows': 'int_assignment_rows', 'column': 'job_id'},
            {'rows': 'int_job_splits', 'column': 'job_id'},
            {'records': 'technician_ratings', 'part': 2},
        ],
        clustered_by=['tenant_id', 'completed_date'],
        indexes=[
            {'columns': ['tenant_id', 'completed_date']},
            {'columns': ['tenant_id', 'technician_id', 'completed_date']},
        ],
    )
}}

with

jobs as (
    select * from {{ ref('fct_jobs') }}
    where {{ in_scope('st_id') }}
),

job_shares as (
    select * from {{ ref('int_job_shares') }}
    where {{ in_scope('job_id') }}
),

ratings as (
    select * from {{ ref('stg_servicetitan__technician_ratings') }}
    where
        active
        and deleted_at is null
        and {{ in_scope('job_id') }}
),

jobs_shared as (
    select
        tenant_id,
        job_id,
        bool_or(by_split) as by_split,
        sum(share) as share
    from job_shares
    group by
        tenant_id,
        job_id
),

remainders as (
    select
        jobs.tenant_id,
        jobs.st_id as job_id,
        0 as technician_id,
        false as ran_job,
        coalesce(jobs_shared.by_split, false) as by_split,
        1 - coalesce(jobs_shared.share, 0) as share
    from jobs
    left join jobs_shared
        on
            jobs.tenant_id = jobs_shared.tenant_id
            and jobs.st_id = jobs_shared.job_id
    where coalesce(jobs_shared.share, 0) < 1
),

-- Customers also rate who neither is assigned to the job nor has a split in it.
others_rated as (
    select
        ratings.tenant_id,
        ratings.job_id,
        ratings.st_id as technician_id,
        false as ran_job,
        coalesce(jobs_shared.by_split, false) as by_split,
        0 as share
    from ratings
    left join job_shares
        on
            ratings.tenant_id = job_shares.tenant_id
            and ratings.job_id = job_shares.job_id
            and ratings.st_id = job_shares.technician_id
    left join jobs_shared
        on
            ratings.tenant_id = jobs_shared.tenant_id
            and ratings.job_id = jobs_shared.job_id
    where
        ratings.st_id > 0
        and job_shares.job_id is null
),

all_shares as (
    select * from job_shares

    union all

    select * from remainders

    union all

    select * from others_rated
),

final as (
    select
        jobs.tenant_id,
        jobs.st_id as job_id,
        all_shares.technician_id,

        jobs.business_unit_id,
        jobs.job_type_id,
        jobs.completed_date,
        jobs.is_completed,
        jobs.is_opportunity,
        jobs.is_converted,

        all_shares.ran_job,
        all_shares.by_split,
        all_shares.share,
        jobs.completed_revenue * all_shares.share as completed_revenue,
        jobs.sold_hours * all_shares.share as sold_hours,
        ratings.rating
    from jobs
    inner join all_shares
        on
            jobs.tenant_id = all_shares.tenant_id
            and jobs.st_id = all_shares.job_id
    left join ratings
        on
            all_shares.tenant_id = ratings.tenant_id
            and all_shares.job_id = ratings.job_id
            and all_shares.technician_id = ratings.st_id
)

select * from final
