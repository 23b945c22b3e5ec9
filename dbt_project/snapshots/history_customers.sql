{% snapshot history_customers %}

{{ config(alias='customers', changed_by=[{'records': 'customers'}]) }}

select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    active,
    deleted_at,

    type,

    merged_to_id,
    payment_term_id,

    balance,
    credit_limit,

    tax_exempt,
    do_not_mail,
    do_not_service,
    national_account,

    {{ version_seen_at() }} as seen_at
from {{ ref('stg_servicetitan__customers') }}
where {{ in_scope('st_id') }}

{% endsnapshot %}
