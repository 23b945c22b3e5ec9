{{
    config(
        materialized='incremental',
        schema='staging',
        indexes=[
            {'columns': ['tenant_id', 'customer_id']},
        ],
        scope='st_id',
        changed_by=[{'records': 'customer_contacts'}],
    )
}}

with

customer_contacts as (
    select * from {{ ref('stg_servicetitan__customer_contacts') }}
    where {{ in_scope('st_id') }}
),

final as (
    select
        tenant_id,
        st_id,
        customer_id,
        type,
        value,
        memo,
        active,
        deleted_at
    from customer_contacts
)

select * from final
