{{
    config(
        materialized='incremental',
        schema='staging',
        indexes=[
            {'columns': ['tenant_id', 'appointment_id']},
        ],
        scope='st_id',
        changed_by=[{'records': 'job_timesheets'}],
    )
}}

with

job_timesheets as (
    select * from {{ ref('stg_servicetitan__job_timesheets') }}
    where {{ in_scope('st_id') }}
),

final as (
    select
        tenant_id,
        st_id,
        appointment_id,
        arrived_on,
        done_on,
        active,
        deleted_at
    from job_timesheets
)

select * from final
