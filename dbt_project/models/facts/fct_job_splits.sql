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

remainders as (
    select
        jobs.tenant_id,
        jobs.st_id as job_id,
        0 as technician_id,
        false as ran_job,
        coalesce(bool_or(job_shares.by_split), false) as by_split,
        1 - coalesce(sum(job_shares.share), 0) as share
    from jobs
    left join job_shares
        on
            jobs.tenant_id = job_shares.tenant_id
            and jobs.st_id = job_shares.job_id
    group by
        jobs.tenant_id,
        jobs.st_id
    having coalesce(sum(job_shares.share), 0) < 1
),

all_shares as (
    select * from job_shares

    union all

    select * from remainders
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
