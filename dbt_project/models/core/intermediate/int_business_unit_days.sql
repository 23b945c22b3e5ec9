{{
    config(
        materialized='incremental',
        schema='staging',
        unique_key=['tenant_id', 'created_date', 'business_unit_id'],
        indexes=[{'columns': ['tenant_id', 'business_unit_id']}],
        scope='created_date',
        changed_by=[{'rows': 'st_jobs', 'column': 'created_date'}],
    )
}}

with

jobs as (
    select * from {{ ref('st_jobs') }}
    where {{ in_scope('created_date') }}
),

by_day as (
    select
        tenant_id,
        created_date,
        business_unit_id,
        count(*) as total_jobs,
        count(*) filter (where job_status in ('Scheduled', 'Dispatched', 'InProgress')) as active_jobs
    from jobs
    where
        active
        and deleted_at is null
        and business_unit_id is not null
    group by
        tenant_id,
        created_date,
        business_unit_id
)

select * from by_day
