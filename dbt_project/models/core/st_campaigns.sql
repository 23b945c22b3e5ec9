{{
    config(
        scope='st_id',
        changed_by=[
            {'records': 'campaigns'},
        ],
    )
}}

with

campaigns as (
    select * from {{ ref('stg_servicetitan__campaigns') }}
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
        category ->> 'name' as category,
        {{ to_bigint("category ->> 'id'") }} as category_id,
        source,
        medium
    from campaigns
)

select * from final
