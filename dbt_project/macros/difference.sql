{#
  Incremental strategy `difference`: the model selects its whole result, and the table is made equal to it by writing
  only what differs. Keys no longer selected are deleted, new keys inserted, and a row is updated only where it is not
  the same to the last byte, so that an unchanged row is never touched. All of it happens in the model's transaction.
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

    analyze {{ new_relation }};

    delete from {{ target_relation }} as existing
    where not exists (
        select 1 from {{ new_relation }} as selected where {{ equal_columns('existing', 'selected', keys) }}
    );

    merge into {{ target_relation }} as existing
    using {{ new_relation }} as selected
    on {{ equal_columns('existing', 'selected', keys) }}
    {%- if others %}
    {#- `*<>` compares images: unlike `is distinct from` it also sees 1.0 become 1.00. The casts keep it off row-wise
        comparison, which would look for such an operator of every column's type. #}
    when matched and
        row({{ qualified_columns('existing', others) }})::record
        *<> row({{ qualified_columns('selected', others) }})::record
        then update set
        {%- for column in others %}
            {{ adapter.quote(column) }} = selected.{{ adapter.quote(column) }}{{ ',' if not loop.last }}
        {%- endfor %}
    {%- endif %}
    when not matched then insert ({{ columns | map('tojson') | join(', ') }})
        values ({{ qualified_columns('selected', columns) }})
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


{# A table just created has no statistics until autovacuum comes by, and the models after it are planned blindly. #}
{% macro analyze_when_built_anew() -%}
    {%- if execute and model.config.materialized == 'incremental' and not is_incremental() -%}
        analyze {{ this }}
    {%- endif -%}
{%- endmacro %}
