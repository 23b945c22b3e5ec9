{{
    config(
        scope='st_id',
        changed_by=[
            {'records': 'gross_pay_items'},
            {'records': 'technicians', 'shown_as': 'employee_id'},
        ],
        indexes=[
            {'columns': ['tenant_id', 'job_id']},
            {'columns': ['tenant_id', 'employee_id']},
        ],
    )
}}

with

pay_items as (
    select * from {{ ref('stg_servicetitan__gross_pay_items') }}
    where
        active
        and deleted_at is null
        and {{ in_scope('st_id') }}
),

technicians as (
    select * from {{ ref('stg_servicetitan__technicians') }}
),

-- Ids of technicians and of other employees may coincide; only technicians have a burden rate.
job_pay as (
    select
        pay_items.tenant_id,
        pay_items.st_id,
        pay_items.job_id,
        pay_items.employee_id,
        pay_items.employee_type,
        pay_items.gross_pay_item_type as pay_type,
        pay_items.paid_time_type,
        {{ utc_date('pay_items.date') }} as pay_date,
        coalesce(pay_items.paid_duration_hours, 0) as hours,
        coalesce(pay_items.amount, 0) + coalesce(pay_items.amount_adjustment, 0) as pay,
        case
            when pay_items.employee_type = 'Employee' then 0
            else coalesce(technicians.burden_rate, 0)
        end as burden_rate
    from pay_items
    left join technicians
        on
            pay_items.tenant_id = technicians.tenant_id
            and pay_items.employee_id = technicians.st_id
    where pay_items.job_id <> 0
),

final as (
    select
        *,
        round(hours * burden_rate, 2) as burden
    from job_pay
)

select * from final
