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
    official_name,
    email,
    currency,
    phone_number,
    invoice_header,
    invoice_message,
    authorization_paragraph,
    acknowledgement_paragraph,
    material_sku,
    quickbooks_class,
    account_code,
    franchise_id,
    concept_code,
    corporate_contract_number,

    -- numbers
    default_tax_rate,

    -- what the API nests; a JSON null is a null
    nullif(full_data -> 'address', 'null') as address,
    nullif(full_data -> 'trade', 'null') as trade,
    nullif(full_data -> 'division', 'null') as division,
    nullif(full_data -> 'tagTypeIds', 'null') as tag_type_ids,
    nullif(full_data -> 'tenant', 'null') as tenant,
    nullif(full_data -> 'externalData', 'null') as external_data
from {{ source('servicetitan', 'st_business_units') }}
