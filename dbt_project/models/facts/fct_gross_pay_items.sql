{{
    config(
        scope='st_id',
        changed_by=[{'records': 'gross_pay_items'}],
        clustered_by=['tenant_id', 'month_start'],
        indexes=[
            {'columns': ['tenant_id', 'month_start']},
            {'columns': ['tenant_id', 'job_id'], 'where': 'job_id is not null'},
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

dated as (
    select
        *,
        coalesce({{ utc_date('date') }}, {{ business_day('coalesce(started_on, st_created_on)') }}) as pay_date
    from pay_items
),

final as (
    select
        tenant_id,
        st_id,

        nullif(employee_id, 0) as employee_id,
        employee_type,
        nullif(payroll_id, 0) as payroll_id,
        nullif(job_id, 0) as job_id,
        nullif(invoice_id, 0) as invoice_id,
        nullif(project_id, 0) as project_id,

        gross_pay_item_type as pay_type,
        paid_time_type,
        activity,
        business_unit_name,
        pay_date,
        date_trunc('month', pay_date::timestamp)::date as month_start,

        coalesce(paid_duration_hours, 0) as hours,
        coalesce(amount, 0) as amount,
        coalesce(amount_adjustment, 0) as amount_adjustment,
        coalesce(amount, 0) + coalesce(amount_adjustment, 0) as gross_pay
    from dated
)

select * from final
