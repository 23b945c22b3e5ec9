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

    -- flags
    automatically_receive_vendor_credit,
    include_in_sales_tax,
    is_default,
    is_default_for_consignment
from {{ source('servicetitan', 'st_inventory_return_types') }}
