{#
  The table is made equal to what the model selects by writing only what differs. Keys no longer selected are deleted,
  new keys inserted, and a row is updated only where it is not the same to the last byte, so that an unchanged row is
  never touched. Of a model that selects only what is in its scope (scope.sql) only that part of the table is compared.
  All of it happens in the model's transaction, the news of it for other models included.
#}
{% macro write_changes(target_relation, sql) %}
    {%- call statement('main') -%}
        create temporary table selected_rows on commit drop as ({{ sql }});
        {{ difference_sql(target_relation, table_columns(target_relation).keys() | list) }}
    {%- endcall -%}
{% endmacro %}


{#
  The same of the whole table, which first gets the columns and indexes of the model: after the rows are computed, and
  in a transaction of their own where readers lose nothing by it, so that they wait for neither. dbt closes the
  connection, and the temporary table with it, after each model.
#}
{% macro write_everything(target_relation, sql) %}
    {%- do check_contract(sql) -%}
    {%- do run_query('create temporary table selected_rows as (' ~ sql ~ ')') -%}
    {%- do drop_surplus_indexes(target_relation) -%}
    {%- do follow_columns('selected_rows', target_relation) -%}
    {%- set columns = table_columns('selected_rows').keys() | list -%}
    {%- if has_index_of_key(target_relation) -%}
        {%- do create_missing_indexes(target_relation) -%}
        {%- call statement('main') -%} {{ difference_sql(target_relation, columns) }} {%- endcall -%}
    {%- else -%}
        {#- The key is another one: no row is the same as before. #}
        {%- call statement('main') -%}
            delete from {{ target_relation }};

            insert into {{ target_relation }} ({{ columns | map('tojson') | join(', ') }})
            select {{ qualified_columns('selected_rows', columns) }} from selected_rows
        {%- endcall -%}
        {%- do create_missing_indexes(target_relation) -%}
        {%- do tell_anything_may_have_changed() -%}
    {%- endif -%}
    {%- do mark_clustering_index(target_relation) -%}
{% endmacro %}


{% macro difference_sql(target_relation, columns) %}
    {%- set keys = config.get('unique_key') -%}
    {%- set others = columns | reject('in', keys) | list -%}
    {%- set asked_for = columns_asked_for() -%}
    {%- set news_columns = (keys + asked_for) | unique | list if asked_for and news_are_kept() else [] -%}
    {%- set changed_key = equal_columns('differing', 'existing', keys) -%}

    analyze selected_rows;

    create temporary table differing on commit drop as
    select
        {%- for key in keys %}
        coalesce(existing.{{ adapter.quote(key) }}, selected.{{ adapter.quote(key) }}) as {{ adapter.quote(key) }},
        {%- endfor %}
        case when existing.place is null then 'new' when selected.place is null then 'gone' else 'other' end as change,
        {{ content('existing', news_columns) }} as old_row,
        {{ content('selected', news_columns) }} as new_row
    from (select *, ctid as place from {{ target_relation }} where {{ in_scope(config.get('scope')) }}) as existing
    full join (select *, ctid as place from selected_rows) as selected
        on {{ equal_columns('existing', 'selected', keys) }}
    where
        existing.place is null
        or selected.place is null
        {%- if others %}
        {#- `*<>` compares images: unlike `is distinct from` it also sees 1.0 become 1.00. The casts keep it off
            row-wise comparison, which would look for such an operator of every column's type. #}
        or row({{ qualified_columns('existing', others) }})::record
        *<> row({{ qualified_columns('selected', others) }})::record
        {%- endif %};

    create unique index on differing ({{ keys | map('tojson') | join(', ') }});

    delete from {{ target_relation }} as existing
    using differing
    where differing.change = 'gone' and {{ changed_key }};

    {% if others -%}
    update {{ target_relation }} as existing set
        {%- for column in others %}
        {{ adapter.quote(column) }} = selected.{{ adapter.quote(column) }}{{ ',' if not loop.last }}
        {%- endfor %}
    from selected_rows as selected
    inner join differing on {{ equal_columns('differing', 'selected', keys) }}
    where differing.change = 'other' and {{ changed_key }};
    {%- endif %}

    insert into {{ target_relation }} ({{ columns | map('tojson') | join(', ') }})
    select {{ qualified_columns('selected', columns) }}
    from selected_rows as selected
    inner join differing on {{ equal_columns('differing', 'selected', keys) }}
    where differing.change = 'new'

    {%- if news_columns %};

    insert into {{ changed_rows() }} (model, tenant_id, old_row, new_row)
    select '{{ model.name }}', tenant_id, old_row, new_row from differing
    where (select count(*) from differing) <= {{ most_news() }}
    union all
    select '{{ model.name }}', null, null, null where (select count(*) from differing) > {{ most_news() }}
    {%- endif %}
{% endmacro %}


{% macro equal_columns(left, right, columns) -%}
    {%- for column in columns -%}
        {{ left }}.{{ adapter.quote(column) }} = {{ right }}.{{ adapter.quote(column) }}{{ ' and ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}


{% macro qualified_columns(relation, columns) -%}
    {%- for column in columns -%}
        {{ relation }}.{{ adapter.quote(column) }}{{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}


{# Some columns of a row as one object; null when there is no row. #}
{% macro content(relation, columns) -%}
    case when {{ relation }}.place is not null then jsonb_build_object(
        {%- for column in columns -%}
            '{{ column }}', {{ relation }}.{{ adapter.quote(column) }}{{ ', ' if not loop.last }}
        {%- endfor -%}
    ) end
{%- endmacro %}
