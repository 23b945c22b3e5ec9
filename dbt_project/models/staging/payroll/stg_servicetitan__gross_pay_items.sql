select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    employee_type,
    business_unit_name,
    employee_payroll_id,
    activity,
    activity_code,
    payout_business_unit_name,
    gross_pay_item_type,
    paid_time_type,
    job_number,
    job_type_name,
    project_number,
    invoice_number,
    customer_name,
    location_name,
    location_address,
    location_zip,
    zone_name,
    tax_zone_name,
    labor_type_code,
    memo,

    -- ids and whole numbers
    employee_id,
    payroll_id,
    activity_code_id,
    source_entity_id,
    job_id,
    project_id,
    invoice_id,
    invoice_item_id,
    customer_id,
    location_id,
    labor_type_id,
    budget_code_id,

    -- numbers
    amount,
    amount_adjustment,
    paid_duration_hours,

    -- flags
    is_prevailing_wage_job,

    -- times
    date,
    started_on,
    ended_on
from {{ source('servicetitan', 'st_gross_pay_items') }}
