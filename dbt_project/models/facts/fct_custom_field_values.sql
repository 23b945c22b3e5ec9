{%- set changed_by = [] -%}
{%- for resource in custom_field_entities().values() -%}
{%- do changed_by.append({'records': resource}) -%}
{%- endfor -%}
{%- do changed_by.append({'rows': 'st_custom_fields', 'column': 'name', 'shown_as': 'name'}) -%}
{%- do changed_by.append({'rows': 'st_custom_fields', 'column': 'st_id', 'shown_as': 'field_id'}) -%}
{{
    config(
        unique_key=['tenant_id', 'entity_id', 'entity_type', 'name'],
        scope='entity_id',
        changed_by=changed_by,
        indexes=[
            {'columns': ['tenant_id', 'name']},
            {'columns': ['tenant_id', 'field_id']},
        ],
    )
}}

with

definitions as (
    select * from {{ ref('st_custom_fields') }}
),

entities as (
    select * from {{ ref('int_custom_field_entities') }}
    where {{ in_scope('entity_id') }}
),

-- A name that occurs twice keeps its last value, as in custom_fields of st_customers, st_locations and st_jobs.
last_values as (
    select distinct on (entities.tenant_id, entities.entity_type, entities.entity_id, field.content ->> 'name')
        entities.tenant_id,
        entities.entity_id,
        entities.entity_type,
        entities.counts,
        field.content ->> 'name' as name,
        {{ to_bigint("field.content ->> 'typeId'") }} as type_id,
        field.content ->> 'value' as value
    from entities
    cross join
        lateral jsonb_array_elements({{ json_list('entities.custom_fields') }}) with ordinality
            as field (content, position)
    where field.content ->> 'name' is not null
    order by entities.tenant_id, entities.entity_type, entities.entity_id, field.content ->> 'name', -field.position
),

named_definitions as (
    select distinct on (tenant_id, entity_type, name)
        tenant_id,
        entity_type,
        name,
        st_id,
        data_type
    from definitions
    order by tenant_id, entity_type, name, deleted_at is not null, st_id
),

final as (
    select
        last_values.tenant_id,
        last_values.entity_id,
        last_values.entity_type,
        last_values.name,
        coalesce(last_values.type_id, named_definitions.st_id) as field_id,
        coalesce(definitions.data_type, named_definitions.data_type) as data_type,
        last_values.value,
        case
            when coalesce(definitions.data_type, named_definitions.data_type) = 'Numeric'
                then {{ to_numeric('last_values.value') }}
        end as value_number,
        last_values.counts
    from last_values
    left join definitions
        on
            last_values.tenant_id = definitions.tenant_id
            and last_values.entity_type = definitions.entity_type
            and last_values.type_id = definitions.st_id
    left join named_definitions
        on
            last_values.type_id is null
            and last_values.tenant_id = named_definitions.tenant_id
            and last_values.entity_type = named_definitions.entity_type
            and last_values.name = named_definitions.name
)

select * from final
