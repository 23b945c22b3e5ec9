{{
    config(
        schema='staging',
        unique_key=['tenant_id', 'month_start', 'employee_type', 'employee_id', 'pay_type', 'paid_time_type'],
        scope='month_start',
        changed_by=[{'rows': 'fct_gross_pay_items', 'column': 'month_start'}],
    )
}}

with

pay_items as (
    select * from {{ ref('fct_gross_pay_items') }}
    where {{ in_scope('month_start') }}
),

by_month as (
    select
        tenant_id,
        month_start,
        coalesce(employee_type, '') as employee_type,
        coalesce(employee_id, 0) as employee_id,
        coalesce(pay_type, '') as pay_type,
        coalesce(paid_time_type, '') as paid_time_type,
        count(*) as pay_items,
        sum(hours) as hours,
        sum(amount) as amount,
        sum(amount_adjustment) as amount_adjustment,
        sum(gross_pay) as gross_pay
    from pay_items
    where month_start is not null
    group by
        tenant_id,
        month_start,
        coalesce(employee_type, ''),
        coalesce(employee_id, 0),
        coalesce(pay_type, ''),
        coalesce(paid_time_type, '')
)

select * from by_month
