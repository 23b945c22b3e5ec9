{{ config(materialized='ephemeral') }}

with

jobs as (
    select * from {{ ref('stg_servicetitan__jobs') }}
),

tag_types as (
    select * from {{ ref('stg_servicetitan__tag_types') }}
),

by_job as (
    select
        jobs.tenant_id,
        jobs.st_id as job_id,
        jsonb_agg(tag_types.name order by tag.position) as tags
    from jobs
    cross join
        unnest({{ bigint_array('jobs.tag_type_ids') }}) with ordinality as tag (tag_type_id, position)
    inner join tag_types
        on
            jobs.tenant_id = tag_types.tenant_id
            and tag.tag_type_id = tag_types.st_id
    where
        jobs.tag_type_ids <> '[]'::jsonb
        and tag_types.name is not null
    group by
        jobs.tenant_id,
        jobs.st_id
)

select * from by_job
