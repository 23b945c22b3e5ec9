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
    type,

    -- ids and whole numbers
    created_by_id,
    merged_to_id,
    payment_term_id,

    -- numbers
    balance,
    credit_limit,
    credit_limit_balance,

    -- flags
    tax_exempt,
    do_not_mail,
    do_not_service,
    national_account,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'address', 'null') as address,
    nullif(full_data -> 'customFields', 'null') as custom_fields,
    nullif(full_data -> 'tagTypeIds', 'null') as tag_type_ids,
    nullif(full_data -> 'externalData', 'null') as external_data
from {{ source('servicetitan', 'st_customers') }}
