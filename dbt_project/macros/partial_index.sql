{#
  Post-hook: an index over the rows that meet the condition, which the adapter's `indexes` cannot express. It gets a
  name of its own each time, since a table that is being replaced still holds the name of the index on the old one.
#}
{% macro partial_index(columns, condition) -%}
    {%- if execute and model.config.materialized == 'incremental' and not is_incremental() -%}
        {%- set name = local_md5(this ~ columns | join(',') ~ condition ~ run_started_at) -%}
        create index "{{ name }}" on {{ this }} ({{ columns | join(', ') }}) where {{ condition }}
    {%- endif -%}
{%- endmacro %}
