{{
    config(
        materialized='incremental',
        incremental_strategy='difference',
        unique_key=['date_day'],
        schema='analytics',
    )
}}

{%- set months_into_year = (13 - var('fiscal_year_start_month') | int) % 12 %}

with

dates as (
    select generate_series('{{ var("first_date") }}'::date, '{{ var("last_date") }}'::date, '1 day')::date as date_day
),

-- Shifted so that the month the fiscal year begins with becomes a January.
shifted as (
    select
        date_day,
        (date_trunc('month', date_day::timestamp) + interval '{{ months_into_year }} months')::date as fiscal_month
    from dates
),

calendar as (
    select
        date_day,

        extract(year from date_day)::bigint as year,
        extract(quarter from date_day)::bigint as quarter,
        extract(month from date_day)::bigint as month,
        extract(day from date_day)::bigint as day_of_month,
        extract(doy from date_day)::bigint as day_of_year,
        to_char(date_day, 'YYYY-MM') as year_month,
        to_char(date_day, 'FMMonth') as month_name,
        to_char(date_day, 'YYYY-"Q"Q') as year_quarter,
        date_trunc('month', date_day::timestamp)::date as month_start,
        (date_trunc('month', date_day::timestamp) + interval '1 month - 1 day')::date as month_end,
        date_trunc('quarter', date_day::timestamp)::date as quarter_start,
        (date_trunc('quarter', date_day::timestamp) + interval '3 months - 1 day')::date as quarter_end,

        extract(isoyear from date_day)::bigint as iso_year,
        extract(week from date_day)::bigint as iso_week,
        to_char(date_day, 'IYYY-"W"IW') as year_week,
        date_trunc('week', date_day::timestamp)::date as week_start,
        (date_trunc('week', date_day::timestamp) + interval '6 days')::date as week_end,
        extract(isodow from date_day)::bigint as weekday,
        to_char(date_day, 'FMDay') as weekday_name,
        extract(isodow from date_day) > 5 as is_weekend,

        extract(year from fiscal_month)::bigint as fiscal_year,
        extract(quarter from fiscal_month)::bigint as fiscal_quarter,
        extract(month from fiscal_month)::bigint as fiscal_month
    from shifted
)

select * from calendar
