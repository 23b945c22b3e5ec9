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
    icon,
    tag_association,
    job_association,
    project_association,
    project_label_association,
    budget_code_association,
    labor_type_association,
    memo_association,
    default_memo,

    -- ids and whole numbers
    category_id,
    business_unit_id,
    labor_type_id,

    -- flags
    is_users_home_business_unit,
    is_technician_profile_labor_type,
    dont_allow_to_change_memo,
    dont_allow_to_change_tag,
    is_archived,
    is_draft,
    is_default,
    is_in_use,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'visibleToRoles', 'null') as visible_to_roles,
    nullif(full_data -> 'defaultTagTypeIds', 'null') as default_tag_type_ids
from {{ source('servicetitan', 'st_timesheet_activity_types') }}
