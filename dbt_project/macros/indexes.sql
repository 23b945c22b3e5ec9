{#
  The unique index of a model's key, and those of its config `indexes`. Beyond dbt's own entries (columns, unique,
  type) one may have `where`, for a partial index, `operator_class`, and `extension`: without it there is no index.
#}
{% macro postgres__create_indexes(relation) %}
    {%- do create_missing_indexes(relation) -%}
{% endmacro %}


{# The indexes the model's table is to have, as far as this database can have them; first that of its key. #}
{% macro wanted_indexes() %}
    {%- set indexes = [] -%}
    {%- if config.get('materialized') == 'incremental' -%}
        {%- do indexes.append({'columns': config.get('unique_key'), 'unique': true}) -%}
    {%- endif -%}
    {%- for index in config.get('indexes') or [] -%}
        {%- if not index.get('extension') or run_query(
            "select 1 from pg_extension where extname = '" ~ index['extension'] ~ "'"
        ).rows -%}
            {%- do indexes.append(index) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(indexes) }}
{% endmacro %}


{# What tells one index from another: columns, method, whether it is unique, whether it is partial. #}
{% macro described_index(index) -%}
    {{ return([
        index['columns'] | join(','),
        index.get('type') or 'btree',
        'unique' if index.get('unique') else 'any',
        'partial' if index.get('where') else 'whole',
    ] | join(' ')) }}
{%- endmacro %}


{# The indexes on columns that a table has, by name: as `described_index` says, their statement, whether it is clustered on. #}
{% macro present_indexes(relation) %}
    {%- set found = run_query(
        "select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition, indisclustered as clustered,"
        ~ " string_agg(pg_attribute.attname, ',' order by key.position) || ' ' || pg_am.amname"
        ~ " || case when indisunique then ' unique' else ' any' end"
        ~ " || case when indpred is null then ' whole' else ' partial' end as described"
        ~ " from pg_index inner join pg_class on indexrelid = pg_class.oid inner join pg_am on relam = pg_am.oid"
        ~ " cross join unnest(indkey::smallint[]) with ordinality as key (number, position)"
        ~ " inner join pg_attribute on indrelid = attrelid and key.number = attnum"
        ~ " where indrelid = '" ~ relation ~ "'::regclass and indexprs is null"
        ~ " and not exists (select 1 from pg_constraint where conindid = indexrelid)"
        ~ " group by indexrelid, amname, indisunique, indpred, indisclustered"
    ) -%}
    {%- set indexes = {} -%}
    {%- for row in found.rows -%}
        {%- do indexes.update({row['name']: row.dict()}) -%}
    {%- endfor -%}
    {{ return(indexes) }}
{% endmacro %}


{% macro has_index_of_key(relation) -%}
    {%- set wanted = described_index({'columns': config.get('unique_key'), 'unique': true}) -%}
    {{ return(wanted in present_indexes(relation).values() | map(attribute='described') | list) }}
{%- endmacro %}


{% macro create_missing_indexes(relation) %}
    {%- set present = present_indexes(relation).values() | map(attribute='described') | list -%}
    {%- for index in wanted_indexes() if described_index(index) not in present -%}
        {%- do run_query(get_create_index_sql(relation, index)) -%}
    {%- endfor -%}
{% endmacro %}


{#
  Drop, at once, the indexes that the model does not name: in a full refresh all of them, else, where its key is
  another one than it was, those that would refuse its rows. A full refresh makes partial ones anew in any case, since
  what they leave out may have changed.
#}
{% macro drop_surplus_indexes(relation) %}
    {%- set wanted = [] -%}
    {%- for index in wanted_indexes() -%}
        {%- do wanted.append(described_index(index)) -%}
    {%- endfor -%}
    {%- set other_key = not has_index_of_key(relation) -%}
    {%- set surplus = [] -%}
    {%- for name, index in present_indexes(relation).items() -%}
        {%- if index['described'] not in wanted and (should_full_refresh() or other_key and ' unique ' in index['described']) -%}
            {%- do surplus.append(name) -%}
            {%- do log('Dropping an index that the model does not name: ' ~ index['definition'], info=true) -%}
        {%- elif should_full_refresh() and index['described'].endswith(' partial') -%}
            {%- do surplus.append(name) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if surplus -%}
        {%- call statement('drop_surplus_indexes') -%} drop index {{ surplus | join(', ') }} {%- endcall -%}
        {%- do adapter.commit() -%}
    {%- endif -%}
{% endmacro %}


{# Unnamed, so that PostgreSQL finds a free name: another table may have taken what dbt would call it. #}
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
