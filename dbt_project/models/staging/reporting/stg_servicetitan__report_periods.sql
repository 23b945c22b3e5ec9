{#- A table and no view: the source is there once a report was read. Full runs bring it up to date. -#}
{{
    config(
        materialized='incremental',
        incremental_strategy='difference',
        unique_key=['tenant_id', 'report', 'period_start', 'period_end'],
        on_schema_change='ignore',
    )
}}

{%- set columns = report_columns(source('reports', 'report_periods')) %}

with source as (

    {{
        rows_of_periods(
            source('reports', 'report_periods'),
            columns,
            {
                'tenant_id': 'bigint',
                'report': 'text',
                'period_start': 'date',
                'period_end': 'date',
                'row_count': 'bigint',
                'read_at': 'timestamptz',
            },
        )
    }}

),

renamed as (

    select
        tenant_id,
        report,
        period_start,
        period_end,
        row_count::bigint as row_count,
        read_at as last_read_on
    from source

)

select * from renamed
