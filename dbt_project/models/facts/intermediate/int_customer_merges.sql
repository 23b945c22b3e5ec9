{{
    config(
        materialized='incremental',
        schema='staging',
        scope='st_id',
        changed_by=[{'records': 'customers'}],
    )
}}

with

customers as (
    select * from {{ ref('stg_servicetitan__customers') }}
    where {{ in_scope('st_id') }}
),

merged as (
    select
        tenant_id,
        st_id,
        merged_to_id
    from customers
    where nullif(merged_to_id, 0) is not null
)

select * from merged
