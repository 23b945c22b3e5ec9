select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    code,
    description,
    type,
    applicable_employee_type,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'rateInfo', 'null') as rate_info
from {{ source('servicetitan', 'st_timesheet_codes') }}
