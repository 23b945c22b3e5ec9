{{ config(materialized='view') }}

with

pay as (
    select * from {{ ref('int_pay_by_month') }}
),

technicians as (
    select * from {{ ref('st_technicians') }}
),

employees as (
    select * from {{ ref('st_employees') }}
),

-- Ids of technicians and of other employees may coincide.
final as (
    select
        pay.tenant_id,
        pay.month_start,
        nullif(pay.employee_type, '') as employee_type,
        pay.employee_id,
        case
            when pay.employee_type = 'Employee' then employees.name
            else coalesce(technicians.name, employees.name)
        end as employee_name,
        case
            when pay.employee_type = 'Employee' then employees.business_unit_id
            else coalesce(technicians.business_unit_id, employees.business_unit_id)
        end as business_unit_id,
        nullif(pay.pay_type, '') as pay_type,
        nullif(pay.paid_time_type, '') as paid_time_type,

        pay.pay_items,
        pay.hours,
        pay.amount,
        pay.amount_adjustment,
        pay.gross_pay,
        round(pay.gross_pay / nullif(pay.hours, 0), 2) as pay_per_hour
    from pay
    left join technicians
        on
            pay.tenant_id = technicians.tenant_id
            and pay.employee_id = technicians.st_id
    left join employees
        on
            pay.tenant_id = employees.tenant_id
            and pay.employee_id = employees.st_id
)

select * from final
