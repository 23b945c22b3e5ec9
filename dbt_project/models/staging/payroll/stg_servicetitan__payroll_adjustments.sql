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
    memo,
    type,

    -- ids and whole numbers
    employee_id,
    activity_code_id,
    invoice_id,

    -- numbers
    amount,
    hours,
    rate,
    quantity,

    -- times
    posted_on
from {{ source('servicetitan', 'st_payroll_adjustments') }}
