{% snapshot history_invoices %}

{{ config(alias='invoices', changed_by=[{'records': 'invoices'}]) }}

select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    active,
    deleted_at,

    reference_number as invoice_number,
    invoice_configuration,
    sync_status,

    nullif({{ to_bigint("job ->> 'id'") }}, 0) as job_id,
    nullif({{ to_bigint("customer ->> 'id'") }}, 0) as customer_id,
    nullif({{ to_bigint("location ->> 'id'") }}, 0) as location_id,
    nullif({{ to_bigint("business_unit ->> 'id'") }}, 0) as business_unit_id,
    project_id,
    adjustment_to_id,
    membership_id,

    sub_total as subtotal,
    sales_tax as tax,
    discount_total,
    total,
    balance,

    {{ utc_date('invoice_date') }} as invoice_date,
    {{ utc_date('due_date') }} as due_date,

    {{ version_seen_at() }} as seen_at
from {{ ref('stg_servicetitan__invoices') }}
where {{ in_scope('st_id') }}

{% endsnapshot %}
