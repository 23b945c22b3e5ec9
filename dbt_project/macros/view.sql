{#
  Views are replaced in place. dbt's own way makes a new view and drops the old one with `cascade`, which takes along
  every view that reads it, an analyst's own too. PostgreSQL refuses to replace a view whose columns are others than
  they were, unless they are further ones at its end.
#}
{% materialization view, adapter='postgres' %}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type='view') -%}
    {%- set grants = config.get('grants') -%}
    {%- set readers = [] -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- do check_contract(sql) -%}
    {%- if existing_relation is not none and not existing_relation.is_view -%}
        {%- do readers.extend(drop_readers(existing_relation)) -%}
        {%- do adapter.drop_relation(existing_relation) -%}
    {%- endif -%}
    {%- call statement('main') -%}
        do $replace_view$
        begin
            create or replace view {{ target_relation }} as (
                {{ sql }}
            );
        exception when invalid_table_definition then
            perform set_config('warehouse.refused_view', '{{ target_relation }}', true);
        end
        $replace_view$
    {%- endcall -%}
    {%- if run_query("select current_setting('warehouse.refused_view', true)").rows[0][0] -%}
        {%- do replace_columns_of_view(target_relation, sql) -%}
    {%- endif -%}
    {%- do make_again(readers) -%}

    {%- do apply_grants(target_relation, grants, should_revoke=should_revoke(existing_relation, full_refresh_mode=False)) -%}
    {%- do persist_docs(target_relation, model) -%}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do adapter.commit() -%}
    {{ run_hooks(post_hooks, inside_transaction=False) }}

    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{# A view with other columns: where none goes or is of another type, its own keep their places; else it is made anew. #}
{% macro replace_columns_of_view(target_relation, sql) %}
    {%- do run_query('create temporary table selected_columns on commit drop as (' ~ sql ~ '\n) with no data') -%}
    {%- set wanted = table_columns('selected_columns') -%}
    {%- set present = table_columns(target_relation) -%}
    {%- set gone = [] -%}
    {%- for name, type in present.items() if wanted.get(name) != type -%}
        {%- do gone.append(name) -%}
    {%- endfor -%}
    {%- if gone -%}
        {%- set readers = drop_readers(target_relation) -%}
        {%- do run_query('drop view ' ~ target_relation) -%}
        {%- do run_query('create view ' ~ target_relation ~ ' as (' ~ sql ~ '\n)') -%}
        {%- do make_again(readers) -%}
    {%- else -%}
        {%- set columns = (present.keys() | list + wanted.keys() | list) | unique | list -%}
        {%- do run_query(
            'create or replace view ' ~ target_relation ~ ' as select ' ~ qualified_columns('selected', columns)
            ~ ' from (' ~ sql ~ '\n) as selected'
        ) -%}
    {%- endif -%}
{% endmacro %}


{# Where a contract is enforced: fail before anything is built when columns or types are not those of the YAML. #}
{% macro check_contract(sql) -%}
    {%- if config.get('contract').enforced -%}
        {%- do get_assert_columns_equivalent(sql) -%}
    {%- endif -%}
{%- endmacro %}
