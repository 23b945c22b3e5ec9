{#
  Give a table the columns of its new result. A column that is only new is added, at once: what stands on the table
  stays, and nobody waits while the rows are written. A column of another type is made anew; the rows written then
  fill it. What stood on such a column, or on one that goes, makes way as readers.sql says.
#}
{% macro follow_columns(new_relation, target_relation) %}
    {%- set wanted = table_columns(new_relation) -%}
    {%- set present = table_columns(target_relation) -%}
    {%- set gone = [] -%}
    {%- set changes = [] -%}
    {%- for name, type in present.items() if wanted.get(name) != type -%}
        {%- do gone.append(name) -%}
        {%- do changes.append('drop column ' ~ adapter.quote(name)) -%}
    {%- endfor -%}
    {%- for name, type in wanted.items() if present.get(name) != type -%}
        {%- do changes.append('add column ' ~ adapter.quote(name) ~ ' ' ~ type) -%}
    {%- endfor -%}
    {%- if changes -%}
        {%- do log('Columns of ' ~ target_relation ~ ' changed: ' ~ changes | join(', '), info=true) -%}
        {%- set readers = drop_readers(target_relation, gone) if gone else [] -%}
        {%- call statement('follow_columns') -%}
            alter table {{ target_relation }} {{ changes | join(', ') }}
        {%- endcall -%}
        {%- if gone -%}
            {%- do make_again(readers) -%}
        {%- else -%}
            {%- do adapter.commit() -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}


{# Column names of a table with their full types, in order. The adapter's own answer calls every array type ARRAY. #}
{% macro table_columns(relation) %}
    {%- set found = run_query(
        "select attname, format_type(atttypid, atttypmod) from pg_attribute where attrelid = '" ~ relation
        ~ "'::regclass and attnum > 0 and not attisdropped order by attnum"
    ) -%}
    {%- set columns = {} -%}
    {%- for row in found.rows -%}
        {%- do columns.update({row[0]: row[1]}) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}
