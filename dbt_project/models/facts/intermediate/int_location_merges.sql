{{
    config(
        materialized='incremental',
        schema='staging',
        scope='st_id',
        changed_by=[{'records': 'locations'}],
    )
}}

with

locations as (
    select * from {{ ref('stg_servicetitan__locations') }}
    where {{ in_scope('st_id') }}
),

merged as (
    select
        tenant_id,
        st_id,
        merged_to_id
    from locations
    where nullif(merged_to_id, 0) is not null
)

select * from merged
