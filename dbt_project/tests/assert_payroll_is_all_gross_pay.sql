-- Per tenant: what active gross pay items amount to, adjustments included, and their hours, are all in the payroll.
with

pay_items as (
    select * from {{ ref('stg_servicetitan__gross_pay_items') }}
    where
        active
        and deleted_at is null
        and coalesce(date, started_on, st_created_on) is not null
),

payroll as (
    select * from {{ ref('mart_payroll_by_month') }}
),

of_items as (
    select
        tenant_id,
        count(*) as pay_items,
        sum(coalesce(amount, 0) + coalesce(amount_adjustment, 0)) as gross_pay,
        sum(coalesce(paid_duration_hours, 0)) as hours
    from pay_items
    group by tenant_id
),

of_payroll as (
    select
        tenant_id,
        sum(pay_items) as pay_items,
        sum(gross_pay) as gross_pay,
        sum(hours) as hours
    from payroll
    group by tenant_id
)

select
    tenant_id,
    of_items.gross_pay,
    of_payroll.gross_pay as payroll_gross_pay,
    of_items.hours,
    of_payroll.hours as payroll_hours
from of_items
full outer join of_payroll using (tenant_id)
where
    of_items.pay_items is distinct from of_payroll.pay_items
    or of_items.gross_pay is distinct from of_payroll.gross_pay
    or of_items.hours is distinct from of_payroll.hours
