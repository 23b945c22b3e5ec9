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
    first_name,
    last_name,
    role,
    email,
    phone_number,
    login_name,
    aad_user_id,

    -- ids and whole numbers
    user_id,
    manager_id,
    business_unit_id,
    agent_id,
    overtime_profile_id,

    -- numbers
    hourly_rate,

    -- flags
    account_locked,

    -- times
    start_date,
    termination_date,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'customFields', 'null') as custom_fields,
    nullif(full_data -> 'permissions', 'null') as permissions,
    nullif(full_data -> 'roleIds', 'null') as role_ids,
    nullif(full_data -> 'home', 'null') as home
from {{ source('servicetitan', 'st_employees') }}
