{{
    config(
        materialized='incremental',
        schema='staging',
        indexes=[
            {'columns': ['tenant_id', 'location_id']},
        ],
        scope='st_id',
        changed_by=[{'records': 'location_contacts'}],
    )
}}

with

location_contacts as (
    select * from {{ ref('stg_servicetitan__location_contacts') }}
    where {{ in_scope('st_id') }}
),

final as (
    select
        tenant_id,
        st_id,
        location_id,
        type,
        value,
        active,
        deleted_at
    from location_contacts
)

select * from final
