{{
    config(
        scope='st_id',
        changed_by=[
            {'records': 'tag_types'},
        ],
    )
}}

with

tag_types as (
    select * from {{ ref('stg_servicetitan__tag_types') }}
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
        code,
        color,
        importance,
        is_conversion_opportunity
    from tag_types
)

select * from final
