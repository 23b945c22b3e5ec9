{{
    config(
        unique_key=['tenant_id', 'entity_type', 'st_id'],
        unscoped='A tenant defines few custom fields.',
    )
}}

with

custom_fields as (
    select * from {{ ref('stg_servicetitan__custom_fields') }}
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

        entity_type,
        name,
        data_type,
        {{ json_list('data_type_options') }} as options
    from custom_fields
)

select * from final
