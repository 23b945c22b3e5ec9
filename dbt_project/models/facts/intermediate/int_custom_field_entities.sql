{{ config(materialized='ephemeral') }}

with

{% for resource in custom_field_entities().values() -%}
{{ resource }} as (
    select * from {{ ref('stg_servicetitan__' ~ resource) }}
),

{% endfor -%}
entities as (
    {%- for entity_type, resource in custom_field_entities().items() %}
    select
        tenant_id,
        st_id as entity_id,
        '{{ entity_type }}' as entity_type,
        active and deleted_at is null as counts,
        custom_fields
    from {{ resource }}
    where custom_fields is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from entities
