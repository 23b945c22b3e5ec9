{% snapshot history_technicians %}

{{ config(alias='technicians', changed_by=[{'records': 'technicians'}]) }}

select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    active,
    deleted_at,

    name,
    team,
    license_type,
    status,

    business_unit_id,
    main_zone_id,
    payroll_profile_id,

    burden_rate,
    hourly_rate,
    commission_rate,
    sold_by_rate,
    daily_goal,

    is_managed_tech,

    {{ version_seen_at() }} as seen_at
from {{ ref('stg_servicetitan__technicians') }}
where {{ in_scope('st_id') }}

{% endsnapshot %}
