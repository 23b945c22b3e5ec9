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
    job_number,
    review_status,
    summary,
    business_unit_name,
    proposal_tag_name,

    -- ids and whole numbers
    job_id,
    project_id,
    location_id,
    customer_id,
    sold_by,
    business_unit_id,
    budget_code_id,

    -- numbers
    subtotal,
    tax,

    -- flags
    is_recommended,
    is_change_order,

    -- times
    sold_on,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'status', 'null') as status,
    nullif(full_data -> 'items', 'null') as items,
    nullif(full_data -> 'externalLinks', 'null') as external_links
from {{ source('servicetitan', 'st_estimates') }}
