{{
    config(
        unique_key=['tenant_id', 'job_id', 'kind', 'technician_id'],
        scope='job_id',
        changed_by=[
            {'rows': 'fct_jobs', 'column': 'st_id'},
            {'rows': 'st_jobs', 'shown_as': 'original_job_id'},
        ],
        clustered_by=['tenant_id', 'recall_date'],
        indexes=[
            {'columns': ['tenant_id', 'original_job_id']},
            {'columns': ['tenant_id', 'recall_date']},
        ],
    )
}}

with

jobs as (
    select * from {{ ref('fct_jobs') }}
    where {{ in_scope('st_id') }}
),

original_jobs as (
    select * from {{ ref('st_jobs') }}
),

returned as (
    select
        tenant_id,
        st_id as job_id,
        'recall' as kind,
        recall_for_id as original_job_id,
        completed_date as recall_date
    from jobs
    where
        is_completed
        and recall_for_id is not null

    union all

    select
        tenant_id,
        st_id as job_id,
        'warranty' as kind,
        warranty_id as original_job_id,
        completed_date as recall_date
    from jobs
    where
        is_completed
        and warranty_id is not null
),

final as (
    select
        returned.tenant_id,
        returned.job_id,
        returned.kind,
        coalesce(technician.technician_id, 0) as technician_id,

        returned.original_job_id,
        returned.recall_date
    from returned
    left join original_jobs
        on
            returned.tenant_id = original_jobs.tenant_id
            and returned.original_job_id = original_jobs.st_id
    left join lateral unnest(original_jobs.technician_ids) as technician (technician_id) on true
)

select * from final
