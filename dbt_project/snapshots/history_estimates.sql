{% snapshot history_estimates %}

{{ config(alias='estimates', changed_by=[{'records': 'estimates'}]) }}

select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    active,
    deleted_at,

    name,
    status ->> 'name' as status,
    review_status,

    job_id,
    project_id,
    customer_id,
    location_id,
    business_unit_id,
    sold_by as sold_by_id,

    subtotal,
    tax,

    is_recommended,
    is_change_order,

    sold_on,

    {{ version_seen_at() }} as seen_at
from {{ ref('stg_servicetitan__estimates') }}
where {{ in_scope('st_id') }}

{% endsnapshot %}
