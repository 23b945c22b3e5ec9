{% snapshot history_memberships %}

{{ config(alias='memberships', changed_by=[{'records': 'memberships'}]) }}

select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    active,
    deleted_at,

    status,
    follow_up_status,
    billing_frequency,
    renewal_billing_frequency,

    customer_id,
    location_id,
    business_unit_id,
    membership_type_id,
    duration,
    renewal_duration,
    sold_by_id,
    activated_from_id,
    renewed_by_id,

    initial_deferred_revenue,

    {{ utc_date('"from"') }} as from_date,
    {{ utc_date('"to"') }} as to_date,
    {{ utc_date('cancellation_date') }} as cancellation_date,
    {{ utc_date('next_scheduled_bill_date') }} as next_bill_date,

    {{ version_seen_at() }} as seen_at
from {{ ref('stg_servicetitan__memberships') }}
where {{ in_scope('st_id') }}

{% endsnapshot %}
