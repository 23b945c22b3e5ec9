{{
    config(
        scope='st_id',
        changed_by=[
            {'records': 'jobs'},
            {
                'rows': 'st_job_types',
                'shown_as': 'job_type_id',
                'copies': {'sold_threshold': 'sold_threshold'},
            },
            {'rows': 'st_invoices', 'column': 'job_id'},
            {'rows': 'fct_invoice_items', 'column': 'job_id'},
            {'rows': 'fct_estimates', 'column': 'job_id'},
            {'rows': 'st_appointments', 'column': 'job_id'},
            {'rows': 'fct_job_cancellations', 'column': 'job_id'},
        ],
        clustered_by=['tenant_id', 'completed_date'],
        indexes=[
            {'columns': ['tenant_id', 'created_date']},
            {'columns': ['tenant_id', 'completed_date']},
            {'columns': ['tenant_id', 'cancelled_date']},
            {'columns': ['tenant_id', 'first_appointment_date']},
            {'columns': ['tenant_id', 'sales_opportunity_date']},
            {'columns': ['tenant_id', 'job_type_id']},
            {'columns': ['tenant_id', 'customer_id']},
            {'columns': ['tenant_id', 'recall_for_id'], 'where': 'recall_for_id is not null'},
            {'columns': ['tenant_id', 'warranty_id'], 'where': 'warranty_id is not null'},
        ],
    )
}}

with

jobs as (
    select * from {{ ref('stg_servicetitan__jobs') }}
    where
        active
        and deleted_at is null
        and {{ in_scope('st_id') }}
),

job_types as (
    select * from {{ ref('st_job_types') }}
),

job_subtotals as (
    select * from {{ ref('int_job_subtotals') }}
    where {{ in_scope('job_id') }}
),

job_revenue as (
    select * from {{ ref('int_job_revenue') }}
    where {{ in_scope('job_id') }}
),

job_estimates as (
    select * from {{ ref('int_job_estimates') }}
    where {{ in_scope('job_id') }}
),

job_arrivals as (
    select * from {{ ref('int_job_arrivals') }}
    where {{ in_scope('job_id') }}
),

last_cancellations as (
    select * from {{ ref('int_job_last_cancellations') }}
    where {{ in_scope('job_id') }}
),

joined as (
    select
        jobs.*,
        coalesce(jobs.job_status = 'Completed', false) as is_completed,
        coalesce(jobs.job_status = 'Canceled', false) as is_cancelled,
        coalesce(jobs.no_charge, false) as is_no_charge,
        job_types.sold_threshold,
        coalesce(job_subtotals.invoice_subtotal, 0) as invoice_subtotal,
        coalesce(job_revenue.completed_revenue, 0) as completed_revenue,
        coalesce(job_revenue.sold_hours, 0) as sold_hours,
        coalesce(job_estimates.estimate_count, 0) as estimate_count,
        coalesce(job_estimates.sold_estimate_count, 0) as sold_estimate_count,
        coalesce(job_estimates.sold_estimate_amount, 0) as sold_estimate_amount,
        job_estimates.first_estimate_date,
        job_arrivals.first_appointment_start,
        job_arrivals.first_arrived_at,
        job_arrivals.arrival_window_end,
        last_cancellations.cancelled_on as last_cancelled_on,
        last_cancellations.cancelled_date as last_cancelled_date,
        last_cancellations.reason_id,
        last_cancellations.reason
    from jobs
    left join job_types
        on
            jobs.tenant_id = job_types.tenant_id
            and jobs.job_type_id = job_types.st_id
    left join job_subtotals
        on
            jobs.tenant_id = job_subtotals.tenant_id
            and jobs.st_id = job_subtotals.job_id
    left join job_revenue
        on
            jobs.tenant_id = job_revenue.tenant_id
            and jobs.st_id = job_revenue.job_id
    left join job_estimates
        on
            jobs.tenant_id = job_estimates.tenant_id
            and jobs.st_id = job_estimates.job_id
    left join job_arrivals
        on
            jobs.tenant_id = job_arrivals.tenant_id
            and jobs.st_id = job_arrivals.job_id
    left join last_cancellations
        on
            jobs.tenant_id = last_cancellations.tenant_id
            and jobs.st_id = last_cancellations.job_id
),

-- A threshold of 0, or none, takes any amount above 0.
judged as (
    select
        *,
        invoice_subtotal > 0 and invoice_subtotal >= coalesce(sold_threshold, 0) as invoices_meet_threshold,
        sold_estimate_amount > 0 and sold_estimate_amount >= coalesce(sold_threshold, 0) as estimates_meet_threshold
    from joined
),

final as (
    select
        tenant_id,
        st_id,
        job_number,

        customer_id,
        location_id,
        project_id,
        business_unit_id,
        job_type_id,
        campaign_id,
        membership_id,
        recall_for_id,
        warranty_id,
        created_by_id,
        sold_by_id,
        lead_call_id,
        booking_id,

        job_status,
        is_completed,
        is_cancelled,
        is_no_charge,
        recall_for_id is not null as is_recall,
        warranty_id is not null as is_warranty,

        st_created_on as created_on,
        {{ business_day('st_created_on') }} as created_date,
        case when is_completed then completed_on end as completed_on,
        case when is_completed then {{ business_day('completed_on') }} end as completed_date,
        case when is_cancelled then last_cancelled_on end as cancelled_on,
        case when is_cancelled then last_cancelled_date end as cancelled_date,
        case when is_cancelled then reason_id end as cancel_reason_id,
        case when is_cancelled then reason end as cancel_reason,

        first_appointment_start,
        {{ business_day('first_appointment_start') }} as first_appointment_date,
        round(extract(epoch from first_appointment_start - st_created_on) / 3600, 2) as lead_time_hours,
        first_arrived_at,
        first_arrived_at <= arrival_window_end as arrived_on_time,

        invoice_subtotal,
        sold_threshold,
        completed_revenue,
        sold_hours,
        is_completed and (not is_no_charge or invoices_meet_threshold) as is_opportunity,
        is_completed and invoices_meet_threshold as is_converted,

        estimate_count,
        sold_estimate_count,
        sold_estimate_amount,
        estimate_count > 0 as is_sales_opportunity,
        first_estimate_date as sales_opportunity_date,
        estimates_meet_threshold as is_closed
    from judged
)

select * from final
