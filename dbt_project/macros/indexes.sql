{#
  The unique index of a model's key, and those of its config `indexes`. Beyond dbt's own entries (columns, unique,
  type) one may have `where`, for a partial index, `operator_class`, and `extension`: without it there is no index.
#}
{% macro postgres__create_indexes(relation) %}
    {%- set keys = config.get('unique_key') -%}
    {%- if keys and config.get('materialized') == 'incremental' -%}
        {%- do run_query(get_create_index_sql(relation, {'columns': keys, 'unique': true})) -%}
    {%- endif -%}
    {%- for index in indexes_of_config() -%}
        {%- do run_query(get_create_index_sql(relation, index)) -%}
    {%- endfor -%}
{% endmacro %}


{# Those of the config that this database can have. #}
{% macro indexes_of_config() %}
    {%- set indexes = [] -%}
    {%- for index in config.get('indexes') or [] -%}
        {%- if not index.get('extension') or run_query(
            "select 1 from pg_extension where extname = '" ~ index['extension'] ~ "'"
        ).rows -%}
            {%- do indexes.append(index) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(indexes) }}
{% endmacro %}


{# Unnamed, so that PostgreSQL finds a free name: the table being replaced keeps its indexes until the end. #}
{% macro postgres__get_create_index_sql(relation, index_dict) %}
    create {{ 'unique' if index_dict.get('unique') }} index on {{ relation }}
    {{ 'using ' ~ index_dict['type'] if index_dict.get('type') }}
    (
        {%- for column in index_dict['columns'] -%}
            {{ adapter.quote(column) }} {{ index_dict.get('operator_class', '') }}{{ ', ' if not loop.last }}
        {%- endfor -%}
    )
    {{ 'where ' ~ index_dict['where'] if index_dict.get('where') }}
{% endmacro %}


{# After a column went and came back its indexes are gone: make them all anew. #}
{% macro recreate_indexes(relation) %}
    {%- for index in run_query(get_show_indexes_sql(relation)).rows -%}
        {%- do run_query(get_drop_index_sql(relation, index['name'])) -%}
    {%- endfor -%}
    {%- do create_indexes(relation) -%}
{% endmacro %}


{# Make the indexes that a model has gained since its table was made; those it lost stay until it is made anew. #}
{% macro create_missing_indexes(relation) %}
    {%- set present = [] -%}
    {%- for row in run_query(
        "select string_agg(pg_attribute.attname, ',' order by key.position) || ' ' || pg_am.amname || ' '"
        ~ " || (pg_index.indpred is not null)::text from pg_index"
        ~ " inner join pg_class on pg_index.indexrelid = pg_class.oid inner join pg_am on pg_class.relam = pg_am.oid"
        ~ " cross join unnest(pg_index.indkey::smallint[]) with ordinality as key (number, position)"
        ~ " inner join pg_attribute on pg_index.indrelid = pg_attribute.attrelid"
        ~ " and key.number = pg_attribute.attnum where pg_index.indrelid = '" ~ relation ~ "'::regclass"
        ~ " group by pg_index.indexrelid, pg_am.amname, pg_index.indpred is not null"
    ).rows -%}
        {%- do present.append(row[0]) -%}
    {%- endfor -%}
    {%- for index in indexes_of_config() -%}
        {%- set wanted = index['columns'] | join(',') ~ ' ' ~ (index.get('type') or 'btree') ~ ' '
            ~ ('true' if index.get('where') else 'false') -%}
        {%- if wanted not in present -%}
            {%- do run_query(get_create_index_sql(relation, index)) -%}
        {%- endif -%}
    {%- endfor -%}
{% endmacro %}
