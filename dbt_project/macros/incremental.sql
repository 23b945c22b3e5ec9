{#
  Incremental models. The table is made equal to what the model selects by writing only what differs (difference.sql),
  within what changed records can have reached (scope.sql). In place of dbt's own materialization, because a run of a
  few minutes builds every such model: documentation, grants, indexes, contract and columns are looked at only in runs
  that are not told to look at changes only, and a model that nothing has reached costs one query.

  A full refresh recomputes and compares everything too, in the table there is: what stands on it stays, readers see
  the rows as they were until they see them as they are. It also drops the indexes that the model does not name.
#}
{% materialization incremental, adapter='postgres' %}
    {%- if config.get('incremental_strategy') != 'difference' -%}
        {%- do exceptions.raise_compiler_error('Incremental models of this project use the strategy difference.') -%}
    {%- endif -%}
    {%- set keys = config.get('unique_key') -%}
    {%- if keys is not sequence or keys is string -%}
        {%- do exceptions.raise_compiler_error('An incremental model needs unique_key as a list of columns.') -%}
    {%- endif -%}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set anew = existing_relation is none or not existing_relation.is_table -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- if anew -%}
        {%- do build_anew(existing_relation, target_relation, sql) -%}
    {%- elif nothing_in_scope() -%}
        {%- call statement('main') -%} select 'nothing in scope' {%- endcall -%}
    {%- elif changes_only() -%}
        {%- do write_changes(target_relation, sql) -%}
    {%- else -%}
        {%- do write_everything(target_relation, sql) -%}
    {%- endif -%}

    {%- if anew or not changes_only() -%}
        {%- do apply_grants(target_relation, config.get('grants'), should_revoke(existing_relation, anew)) -%}
        {%- do persist_docs(target_relation, model) -%}
    {%- endif -%}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do adapter.commit() -%}
    {{ run_hooks(post_hooks, inside_transaction=False) }}

    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{# True in runs over what changed since the last; the project is then the one that was last built in full. #}
{% macro changes_only() -%}
    {{ return(var('changes_only', false) and not should_full_refresh()) }}
{%- endmacro %}


{#
  Make the table where there is none, or what is there is a view. A new table has no statistics until autovacuum comes
  by, and the models after it would be planned blindly.
#}
{% macro build_anew(existing_relation, target_relation, sql) -%}
    {%- set new_relation = target_relation if existing_relation is none else make_intermediate_relation(target_relation) -%}
    {%- do check_contract(sql) -%}
    {%- if existing_relation is not none -%}
        {%- do refuse_foreign_readers(existing_relation) -%}
        {%- do drop_relation_if_exists(load_cached_relation(new_relation)) -%}
    {%- endif -%}
    {#- dbt's own way of a contract, an empty table filled by insert, would have PostgreSQL plan for one process. #}
    {%- call statement('main') -%}
        create table {{ new_relation }} as (
            {{ in_clustered_order(sql) }}
        )
    {%- endcall -%}
    {%- do create_missing_indexes(new_relation) -%}
    {%- do mark_clustering_index(new_relation) -%}
    {%- if existing_relation is not none -%}
        {%- set readers = drop_readers(existing_relation) -%}
        {%- do adapter.drop_relation(existing_relation) -%}
        {%- do adapter.rename_relation(new_relation, target_relation) -%}
        {%- do make_again(readers) -%}
    {%- endif -%}
    {%- do run_query('analyze ' ~ target_relation) -%}
    {%- do tell_anything_may_have_changed() -%}
{%- endmacro %}
