{% snapshot history_jobs %}

{{ config(alias='jobs', changed_by=[{'records': 'jobs'}]) }}

select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    active,
    deleted_at,

    job_number,
    job_status,
    priority,

    customer_id,
    location_id,
    project_id,
    business_unit_id,
    job_type_id,
    campaign_id,
    recall_for_id,
    warranty_id,
    membership_id,
    invoice_id,
    sold_by_id,
    appointment_count,

    total,

    no_charge,

    completed_on,

    {{ version_seen_at() }} as seen_at
from {{ ref('stg_servicetitan__jobs') }}
where {{ in_scope('st_id') }}

{% endsnapshot %}
