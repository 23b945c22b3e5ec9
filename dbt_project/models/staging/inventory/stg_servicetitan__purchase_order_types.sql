select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    name,

    -- ids and whole numbers
    default_required_date_days_offset,

    -- flags
    automatically_receive,
    display_to_technician,
    impact_to_technician_payroll,
    allow_technicians_to_send_po,
    skip_weekends,
    exclude_tax_from_job_costing
from {{ source('servicetitan', 'st_purchase_order_types') }}
