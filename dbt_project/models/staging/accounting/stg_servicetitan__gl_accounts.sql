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
    number,
    description,
    type,
    subtype,
    source,
    default_account_type,

    -- flags
    is_intacct_group,
    is_intacct_bank_account
from {{ source('servicetitan', 'st_gl_accounts') }}
