{{
    config(
        materialized='incremental',
        schema='staging',
        scope='st_id',
        changed_by=[{'records': 'membership_status_changes'}],
        indexes=[{'columns': ['tenant_id', 'membership_id']}],
    )
}}

with

status_changes as (
    select * from {{ ref('stg_servicetitan__membership_status_changes') }}
    where {{ in_scope('st_id') }}
),

counted as (
    select
        tenant_id,
        st_id,
        membership_id,
        new_status,
        st_created_on as changed_on,
        {{ business_day('st_created_on') }} as changed_date
    from status_changes
    where
        active
        and deleted_at is null
        and membership_id is not null
        and new_status is not null
)

select * from counted
