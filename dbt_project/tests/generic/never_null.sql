{# Fails on each of the columns that is null in some rows, and says in how many; one pass over the rows for all. #}
{% test never_null(model, columns) %}

with

counted as (
    select
        {% for column in columns %}
        count(*) - count({{ column }}) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ model }}
),

by_column as (
    {% for column in columns %}
    select
        '{{ column }}' as column_name,
        {{ column }} as rows_with_null
    from counted
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from by_column
where rows_with_null > 0

{% endtest %}
