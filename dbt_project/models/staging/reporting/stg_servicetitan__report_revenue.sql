{#- A table and no view: what there is to select is known when it is built, and the report may be listed any day. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='difference',
        unique_key=['tenant_id', 'period_start', 'row_number'],
        on_schema_change='ignore',
    )
}}

{%- set columns = report_columns(source('reports', 'report_revenue')) %}

with source as (

    {{
        rows_of_periods(
            source('reports', 'report_revenue'),
            columns,
            {
                'tenant_id': 'bigint',
                'period_start': 'date',
                'period_end': 'date',
                'row_number': 'bigint',
                'fetched_at': 'timestamptz',
            },
        )
    }}

),

renamed as (

    select
        tenant_id,
        period_start,
        period_end,
        row_number::bigint as row_number,
        fetched_at as last_synced_at,

        {{ report_id('business_unit_id', columns) }} as business_unit_id,
        {{ report_text('name', columns) }} as business_unit_name,

        -- numbers
        {{ report_number('completed_revenue', columns) }} as completed_revenue,
        {{ report_number('non_job_revenue', columns) }} as non_job_revenue,
        {{ report_number('adjustment_revenue', columns) }} as adjustment_revenue,
        {{ report_number('total_revenue', columns) }} as total_revenue
    from source

)

select * from renamed
