{{ config(group='sales') }}

with

services as (
    select * from {{ ref('stg_servicetitan__pricebook_services') }}
    where deleted_at is null
),

materials as (
    select * from {{ ref('stg_servicetitan__pricebook_materials') }}
    where deleted_at is null
),

equipment as (
    select * from {{ ref('stg_servicetitan__pricebook_equipment') }}
    where deleted_at is null
),

items as (
    select
        tenant_id,
        'service' as kind,
        st_id,
        code,
        display_name,
        description,
        price,
        member_price,
        cost,
        hours,
        taxable,
        active,
        categories
    from services

    union all

    select
        tenant_id,
        'material' as kind,
        st_id,
        code,
        display_name,
        description,
        price,
        member_price,
        cost,
        hours,
        taxable,
        active,
        categories
    from materials

    union all

    select
        tenant_id,
        'equipment' as kind,
        st_id,
        code,
        display_name,
        description,
        price,
        member_price,
        cost,
        hours,
        taxable,
        active,
        categories
    from equipment
),

final as (
    select
        tenant_id,
        kind,
        st_id,

        code,
        display_name,
        description,
        price,
        member_price,
        cost,
        hours,
        taxable,
        active,
        -- A service lists its categories as objects, materials and equipment list ids.
        array(
            select {{ to_bigint("coalesce(category.value ->> 'id', category.value #>> '{}')") }}
            from jsonb_array_elements({{ json_list('categories') }}) with ordinality as category (value, position)
            where {{ to_bigint("coalesce(category.value ->> 'id', category.value #>> '{}')") }} is not null
            order by category.position
        ) as category_ids
    from items
)

select * from final
