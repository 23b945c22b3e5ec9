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
    email,
    phone_number,
    login_name,
    license_type,
    aad_user_id,
    team,
    job_filter,
    first_name,
    last_name,
    mobile_phone,
    outbound_caller_id,
    payroll_id,
    shift_start,
    shift_end,
    status,
    bio,
    memo,

    -- ids and whole numbers
    user_id,
    business_unit_id,
    main_zone_id,
    job_id,
    payroll_profile_id,
    appoitment_id,

    -- numbers
    daily_goal,
    burden_rate,
    commission_rate,
    current_value,
    hourly_rate,
    sold_by_rate,

    -- flags
    is_managed_tech,
    account_locked,

    -- times
    start_date,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'roleIds', 'null') as role_ids,
    nullif(full_data -> 'zoneIds', 'null') as zone_ids,
    nullif(full_data -> 'home', 'null') as home,
    nullif(full_data -> 'customFields', 'null') as custom_fields,
    nullif(full_data -> 'permissions', 'null') as permissions,
    nullif(full_data -> 'skills', 'null') as skills,
    nullif(full_data -> 'positions', 'null') as positions,
    nullif(full_data -> 'location', 'null') as location
from {{ source('servicetitan', 'st_technicians') }}
