{#
  No row of the types a contract declares, for comparing them with a query's. dbt's own warns, at each build, that a
  numeric without precision may be rounded: PostgreSQL keeps every digit of one.
#}
{% macro postgres__get_empty_schema_sql(columns) %}
    {%- set nulls, untyped = [], [] -%}
    {%- for column in columns.values() -%}
        {%- if column.get('data_type') -%}
            {%- set name = adapter.quote(column['name']) if column.get('quote') else column['name'] -%}
            {%- do nulls.append('cast(null as ' ~ column['data_type'] ~ ') as ' ~ name) -%}
        {%- else -%}
            {%- do untyped.append(column['name']) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if untyped -%}
        {%- do exceptions.column_type_missing(column_names=untyped) -%}
    {%- endif -%}
    select {{ nulls | join(', ') }}
{% endmacro %}
