select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    address,
    platform,
    author_email,
    author_name,
    review,
    review_response,
    customer_name,
    job_type_name,
    technician_full_name,
    external_id,

    -- ids and whole numbers
    review_type,
    recommendation_status,
    job_id,
    verified_by_user_id,
    business_unit_id,
    customer_id,
    job_status,
    technician_id,

    -- numbers
    rating,

    -- flags
    verification_status,
    is_auto_verified,

    -- times
    publish_date,
    verified_on,
    completed_date,
    dispatched_date
from {{ source('servicetitan', 'st_reviews') }}
