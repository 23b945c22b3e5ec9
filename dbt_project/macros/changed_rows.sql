{#
  The news that incremental models leave to those that stand on them: for each row written or deleted, the key and the
  columns that other models ask for, as they were and as they are. A row without both says: anything may have changed.
  News stay until a whole build succeeded (flows/transform.py makes the table and empties it); where there is no such
  table, as in an analyst's own schemas, none are left.
#}
{% macro changed_rows() -%}
    {{ return(adapter.quote(generate_schema_name('staging', none)) ~ '.changed_rows') }}
{%- endmacro %}


{% macro news_are_kept() -%}
    {{ return(changes_only() or run_query("select to_regclass('" ~ changed_rows() ~ "') is not null").rows[0][0]) }}
{%- endmacro %}


{# Beyond so many, news are not told or followed one by one: everything is compared instead. #}
{% macro most_news() -%}
    {{ return(50000) }}
{%- endmacro %}


{# The columns of this model that others ask for in their `changed_by`, none when nobody asks. #}
{% macro columns_asked_for() -%}
    {%- set columns = [] -%}
    {%- for node in graph.nodes.values() if node.resource_type in ('model', 'snapshot') and node.config.get('scope') -%}
        {%- for entry in node.config.get('changed_by') or [] if entry.get('rows') == model.name -%}
            {%- if 'unaffected' not in entry -%}
                {%- do columns.append(news_column(entry, node.config.get('scope'))) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(columns | unique | list) }}
{%- endmacro %}


{% macro tell_anything_may_have_changed() -%}
    {%- if columns_asked_for() and news_are_kept() -%}
        {%- do run_query("insert into " ~ changed_rows() ~ " (model) values ('" ~ model.name ~ "')") -%}
    {%- endif -%}
{%- endmacro %}
