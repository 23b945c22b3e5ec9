{{
    config(
        scope='st_id',
        changed_by=[
            {'records': 'call_reasons'},
        ],
    )
}}

with

call_reasons as (
    select * from {{ ref('stg_servicetitan__call_reasons') }}
    where {{ in_scope('st_id') }}
),

final as (
    select
        tenant_id,
        st_id,
        st_created_on,
        st_modified_on,
        active,
        last_synced_at,
        deleted_at,

        name,
        is_lead
    from call_reasons
)

select * from final
