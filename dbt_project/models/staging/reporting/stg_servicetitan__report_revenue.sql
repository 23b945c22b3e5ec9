{#- A table and no view: what there is to select is known when it is built, and the report may be listed any day. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='difference',
        unique_key=['tenant_id', 'period_start', 'row_number'],
        on_schema_change='ignore',
    )
}}

{%- set named = source('reports', 'report_revenue') -%}
{%- set report = adapter.get_relation(named.database, named.schema, named.identifier) if execute else none -%}
{%- set present = adapter.get_columns_in_relation(report) | map(attribute='name') | list if report else [] %}

with source as (

    {% if report -%}
    select * from {{ named }}
    where
        period_start is not null
        and period_end is not null
    {%- else -%}
    select
        null::bigint as tenant_id,
        null::date as period_start,
        null::date as period_end,
        null::integer as row_number,
        null::timestamptz as fetched_at
    where false
    {%- endif %}

),

renamed as (

    select
        tenant_id,
        period_start,
        period_end,
        row_number::bigint as row_number,
        fetched_at as last_synced_at,

        {{ to_bigint('business_unit_id::text') if 'business_unit_id' in present else 'null::bigint' }} as business_unit_id,
        {{ 'name::text' if 'name' in present else 'null::text' }} as business_unit_name,
        {% for column in ['completed_revenue', 'non_job_revenue', 'adjustment_revenue', 'total_revenue'] -%}
        {{ to_numeric(column ~ '::text') if column in present else 'null::numeric' }} as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from source

)

select * from renamed
