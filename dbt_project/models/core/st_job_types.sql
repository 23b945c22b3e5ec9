{{
    config(
        scope='st_id',
        changed_by=[
            {'records': 'job_types'},
        ],
    )
}}

with

job_types as (
    select * from {{ ref('stg_servicetitan__job_types') }}
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
        class as code,
        {{ bigint_array('business_unit_ids') }} as business_unit_ids,
        priority,
        duration,
        sold_threshold,
        {{ json_list('skills') }} as skills
    from job_types
)

select * from final
