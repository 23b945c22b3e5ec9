{{
    config(
        materialized='incremental',
        schema='staging',
        indexes=[
            {'columns': ['tenant_id', 'appointment_id']},
            {'columns': ['tenant_id', 'job_id']},
        ],
        scope='st_id',
        changed_by=[{'records': 'appointment_assignments'}],
    )
}}

with

appointment_assignments as (
    select * from {{ ref('stg_servicetitan__appointment_assignments') }}
    where {{ in_scope('st_id') }}
),

final as (
    select
        tenant_id,
        st_id,
        appointment_id,
        job_id,
        technician_id,
        technician_name,
        active,
        deleted_at
    from appointment_assignments
)

select * from final
