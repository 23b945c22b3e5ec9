{{ config(materialized='view') }}

{%- set last_day = "(date_trunc('month', as_of_date::timestamp) + interval '1 month - 1 day')::date" %}
{%- set amounts = ['current', 'days_1_30', 'days_31_60', 'days_61_90', 'over_90', 'total'] %}

with

-- The last days are named by rules about the day alone, so that only they are computed.
past_months as (
    select * from {{ ref('mart_ar_aging_as_of') }}
    where
        as_of_date = {{ last_day }}
        and as_of_date <= current_date + 1
),

present_month as (
    select * from {{ ref('mart_ar_aging_as_of') }}
    where
        as_of_date = {{ today() }}
        and as_of_date <> {{ last_day }}
),

balances as (
    select * from {{ ref('fct_receivable_balances') }}
),

months as (
    select distinct
        month_start,
        month_end
    from {{ ref('dim_date') }}
),

business_units as (
    select * from {{ ref('st_business_units') }}
),

aging as (
    select * from past_months
    union all
    select * from present_month
),

units as (
    select
        tenant_id,
        coalesce(business_unit_id, 0) as business_unit_id,
        date_trunc('month', min(open_from)::timestamp)::date as first_month,
        {{ today() }} as today
    from balances
    group by
        tenant_id,
        coalesce(business_unit_id, 0)
),

-- Months at whose end nothing was owed have their row too: a figure for the end of a year is that of its last month.
final as (
    select
        units.tenant_id,
        months.month_start,
        least(months.month_end, units.today) as as_of_date,
        units.business_unit_id,
        business_units.name as business_unit_name,
        {%- for amount in amounts %}
        coalesce(aging.{{ amount }}_count, 0) as {{ amount }}_count,
        coalesce(aging.{{ amount }}_amount, 0) as {{ amount }}_amount,
        {%- endfor %}
        coalesce(aging.total_amount - aging.current_amount, 0) as past_due_amount
    from units
    inner join months on months.month_start between units.first_month and units.today
    left join aging
        on
            units.tenant_id = aging.tenant_id
            and units.business_unit_id = aging.business_unit_id
            and least(months.month_end, units.today) = aging.as_of_date
    left join business_units
        on
            units.tenant_id = business_units.tenant_id
            and units.business_unit_id = business_units.st_id
)

select * from final
