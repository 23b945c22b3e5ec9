{% snapshot history_pricebook_services %}

{{ config(alias='pricebook_services', changed_by=[{'records': 'pricebook_services'}]) }}

select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    active,
    deleted_at,

    code,
    display_name,
    account,

    business_unit_id,

    price,
    member_price,
    add_on_price,
    add_on_member_price,
    cost,
    hours,
    bonus,
    commission_bonus,

    taxable,
    is_labor,
    pays_commission,

    {{ version_seen_at() }} as seen_at
from {{ ref('stg_servicetitan__pricebook_services') }}
where {{ in_scope('st_id') }}

{% endsnapshot %}
