{{
    config(
        materialized='incremental',
        schema='staging',
        scope='st_id',
        changed_by=[{'records': 'job_splits'}],
        indexes=[{'columns': ['tenant_id', 'job_id']}],
    )
}}

with

job_splits as (
    select * from {{ ref('stg_servicetitan__job_splits') }}
    where {{ in_scope('st_id') }}
),

counted as (
    select
        tenant_id,
        st_id,
        job_id,
        technician_id,
        split
    from job_splits
    where
        active
        and deleted_at is null
        and job_id is not null
        and technician_id > 0
        and split > 0
)

select * from counted
