{#
  Incremental strategy `difference`: the table is made equal to what the model selects by writing only what differs.
  Keys no longer selected are deleted, new keys inserted, and a row is updated only where it is not the same to the
  last byte, so that an unchanged row is never touched. A model that selects only what is in its scope (scope.sql) has
  only that part of its table compared. All of it happens in the model's transaction, the news of it included.
#}
{% macro get_incremental_difference_sql(arg_dict) %}
    {%- set target_relation = arg_dict['target_relation'] -%}
    {%- set new_relation = arg_dict['temp_relation'] -%}
    {%- set keys = arg_dict['unique_key'] -%}
    {%- if keys is not sequence or keys is string -%}
        {%- do exceptions.raise_compiler_error('Strategy difference needs unique_key as a list of columns.') -%}
    {%- endif -%}
    {%- do follow_columns(new_relation, target_relation) -%}
    {%- set columns = table_columns(new_relation).keys() | list -%}
    {%- set others = columns | reject('in', keys) | list -%}
    {%- set asked_for = columns_asked_for() -%}
    {%- set news_columns = (keys + asked_for) | unique | list if asked_for and news_are_kept() else [] -%}
    {%- set changed_key = equal_columns('differing', 'existing', keys) -%}

    analyze {{ new_relation }};

    create temporary table differing on commit drop as
    select
        {%- for key in keys %}
        coalesce(existing.{{ adapter.quote(key) }}, selected.{{ adapter.quote(key) }}) as {{ adapter.quote(key) }},
        {%- endfor %}
        case when existing.place is null then 'new' when selected.place is null then 'gone' else 'other' end as change,
        {{ content('existing', news_columns) }} as old_row,
        {{ content('selected', news_columns) }} as new_row
    from (select *, ctid as place from {{ target_relation }} where {{ in_scope(config.get('scope')) }}) as existing
    full join (select *, ctid as place from {{ new_relation }}) as selected
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
    from {{ new_relation }} as selected
    inner join differing on {{ equal_columns('differing', 'selected', keys) }}
    where differing.change = 'other' and {{ changed_key }};
    {%- endif %}

    insert into {{ target_relation }} ({{ columns | map('tojson') | join(', ') }})
    select {{ qualified_columns('selected', columns) }}
    from {{ new_relation }} as selected
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


{# Beyond so many changed rows news are not told one by one: who depends on them compares everything. #}
{% macro most_news() -%}
    50000
{%- endmacro %}


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


{#
  A table just created has no statistics until autovacuum comes by, and the models after it are planned blindly. What
  stands on it learns that anything may have changed.
#}
{% macro analyze_when_built_anew() -%}
    {%- if execute and model.config.materialized == 'incremental' and not is_incremental() -%}
        analyze {{ this }};
        {{ tell_anything_may_have_changed() }}
    {%- endif -%}
{%- endmacro %}
