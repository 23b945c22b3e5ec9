{# Tables of custom reports: they are there once a user listed the report, with the columns that the report has. #}

{# The names of a report's columns; none when the report was never read. #}
{% macro report_columns(report) %}
    {%- set found = [] -%}
    {%- if execute -%}
        {%- set table = adapter.get_relation(report.database, report.schema, report.identifier) -%}
        {%- if table -%}
            {%- do found.extend(table_columns(table).keys()) -%}
        {%- endif -%}
    {%- endif -%}
    {{ return(found) }}
{% endmacro %}


{# Select the rows of a table that belong to periods; none, of the columns of `otherwise` (name: type), where there is
   no such table. #}
{% macro rows_of_periods(table, columns, otherwise) -%}
    {%- if columns -%}
    select * from {{ table }}
    where
        period_start is not null
        and period_end is not null
    {%- else -%}
    select
        {%- for name, type in otherwise.items() %}
        null::{{ type }} as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    where false
    {%- endif -%}
{%- endmacro %}


{# A column of a report as the kind of value it should be; null where the report has no such column or value. #}
{% macro report_id(column, columns) -%}
    {{ to_bigint(column ~ '::text') if column in columns else 'null::bigint' }}
{%- endmacro %}


{% macro report_number(column, columns) -%}
    {{ to_numeric(column ~ '::text') if column in columns else 'null::numeric' }}
{%- endmacro %}


{% macro report_text(column, columns) -%}
    {{ column if column in columns else 'null' }}::text
{%- endmacro %}
