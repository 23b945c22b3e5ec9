{# `staging` and `analytics` as they are for the targets that BI reads, behind the target's own schema for all others. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if custom_schema_name is none -%}
        {{ target.schema }}
    {%- elif is_production() -%}
        {{ custom_schema_name | trim }}
    {%- else -%}
        {{ target.schema }}_{{ custom_schema_name | trim }}
    {%- endif -%}
{%- endmacro %}


{# Whether the target is one that BI reads. #}
{% macro is_production() -%}
    {{ return(target.name in ('local', 'prod')) }}
{%- endmacro %}
