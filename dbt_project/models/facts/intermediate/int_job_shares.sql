{{ config(materialized='ephemeral') }}

with

assignments as (
    select * from {{ ref('int_assignment_rows') }}
),

splits as (
    select * from {{ ref('int_job_splits') }}
),

entries as (
    select
        tenant_id,
        job_id,
        technician_id,
        true as ran_job,
        null::numeric as split
    from assignments
    where
        active
        and deleted_at is null
        and job_id is not null
        and technician_id > 0

    union all

    select
        tenant_id,
        job_id,
        technician_id,
        false as ran_job,
        split
    from splits
),

crew as (
    select
        tenant_id,
        job_id,
        technician_id,
        bool_or(ran_job) as ran_job,
        sum(split) as split
    from entries
    group by
        tenant_id,
        job_id,
        technician_id
),

measured as (
    select
        *,
        sum(split) over job as job_split,
        count(split) over job as split_count,
        count(*) over job as technician_count,
        row_number() over (partition by tenant_id, job_id order by split is null, technician_id) as place
    from crew
    window job as (partition by tenant_id, job_id)
),

-- What a split is a part of: 100, or 1 where splits are written as fractions. Splits that miss it by rounding, or
-- exceed it, are parts of their own sum.
divided as (
    select
        *,
        case
            when job_split > 1.01 and job_split <= 100 - 0.01 * split_count then 100
            when job_split <= 1 - 0.0001 * split_count then 1
            else job_split
        end as whole
    from measured
),

shared as (
    select
        *,
        round(case when job_split is null then 1.0 / technician_count else coalesce(split, 0) / whole end, 8) as share,
        coalesce(round(job_split / whole, 8), 1) as job_share
    from divided
),

-- What rounding leaves over goes to the first technician, so that a job's shares are 1 to the last digit.
exact as (
    select
        tenant_id,
        job_id,
        technician_id,
        ran_job,
        job_split is not null as by_split,
        share + case when place = 1 then job_share - sum(share) over job else 0 end as share
    from shared
    window job as (partition by tenant_id, job_id)
)

select * from exact
