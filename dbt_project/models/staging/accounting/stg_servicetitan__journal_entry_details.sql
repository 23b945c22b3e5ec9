select
    tenant_id,
    journal_entry_id,
    st_id,
    st_created_on,
    st_modified_on,
    coalesce(active, true) as active,
    fetched_at as last_synced_at,
    deleted_at,

    -- text
    memo,

    -- ids and whole numbers
    budget_code_id,

    -- numbers
    debit,
    credit,
    quantity,
    unit_amount,

    -- dates
    post_date,
    transaction_date,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'account', 'null') as account,
    nullif(full_data -> 'externalObjects', 'null') as external_objects,
    nullif(full_data -> 'transaction', 'null') as transaction,
    nullif(full_data -> 'businessUnit', 'null') as business_unit,
    nullif(full_data -> 'customer', 'null') as customer,
    nullif(full_data -> 'vendor', 'null') as vendor,
    nullif(full_data -> 'inventoryLocation', 'null') as inventory_location,
    nullif(full_data -> 'job', 'null') as job,
    nullif(full_data -> 'customerLocation', 'null') as customer_location,
    nullif(full_data -> 'paymentType', 'null') as payment_type,
    nullif(full_data -> 'project', 'null') as project,
    nullif(full_data -> 'serviceAgreement', 'null') as service_agreement,
    nullif(full_data -> 'appliedTo', 'null') as applied_to,
    nullif(full_data -> 'sku', 'null') as sku
from {{ source('servicetitan', 'st_journal_entry_details') }}
