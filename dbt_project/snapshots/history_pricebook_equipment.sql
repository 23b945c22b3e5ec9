{% snapshot history_pricebook_equipment %}

{{ config(alias='pricebook_equipment', changed_by=[{'records': 'pricebook_equipment'}]) }}

select
    tenant_id,
    st_id,
    st_created_on,
    st_modified_on,
    active,
    deleted_at,

    code,
    display_name,
    manufacturer,
    model,
    unit_of_measure,
    account,
    cost_of_sale_account,
    asset_account,

    type_id,
    general_ledger_account_id,

    cost,
    price,
    member_price,
    add_on_price,
    add_on_member_price,
    hours,
    bonus,
    commission_bonus,

    taxable,
    is_inventory,
    pays_commission,

    {{ version_seen_at() }} as seen_at
from {{ ref('stg_servicetitan__pricebook_equipment') }}
where {{ in_scope('st_id') }}

{% endsnapshot %}
