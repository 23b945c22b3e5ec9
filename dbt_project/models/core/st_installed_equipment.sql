{{
    config(
        indexes=[
            {'columns': ['tenant_id', 'customer_id']},
            {'columns': ['tenant_id', 'location_id']},
            {'columns': ['tenant_id', 'status']},
            {'columns': ['tenant_id', 'manufacturer_warranty_end']},
        ],
        scope='st_id',
        changed_by=[
            {'records': 'installed_equipment'},
        ],
    )
}}

with

installed_equipment as (
    select * from {{ ref('stg_servicetitan__installed_equipment') }}
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

        customer_id,
        location_id,
        equipment_id,
        name,
        manufacturer,
        model,
        serial_number,
        installed_on,
        manufacturer_warranty_start,
        manufacturer_warranty_end,
        service_provider_warranty_start,
        service_provider_warranty_end,
        cost,
        status
    from installed_equipment
)

select * from final
