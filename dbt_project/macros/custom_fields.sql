{#
  Records that carry custom fields: the name their kind has in the definitions (st_custom_fields.entity_type), or would
  have, and their resource. Left out are journal entries, whose id is no number, and what a bank deposit lists, which
  are payments.
#}
{% macro custom_field_entities() -%}
    {{ return({
        'customer': 'customers',
        'location': 'locations',
        'job': 'jobs',
        'project': 'projects',
        'membership': 'memberships',
        'invoice': 'invoices',
        'payment': 'payments',
        'credit_memo': 'credit_memos',
        'inventory_bill': 'inventory_bills',
        'ap_bill': 'ap_bills',
        'ap_credit': 'ap_credits',
        'ap_payment': 'ap_payments',
        'vendor': 'inventory_vendors',
        'purchase_order': 'purchase_orders',
        'purchase_order_request': 'purchase_order_requests',
        'inventory_adjustment': 'inventory_adjustments',
        'inventory_return': 'inventory_returns',
        'inventory_transfer': 'inventory_transfers',
        'inventory_receipt': 'inventory_receipts',
        'technician': 'technicians',
        'employee': 'employees',
    }) }}
{%- endmacro %}


{#
  Columns of their own for the custom fields that var `custom_field_columns` names, by kind of record and name of the
  field, as text: `{customer: {"Gate code": gate_code}}`. Stands behind a column, before its comma. A contract cannot
  name columns that only some companies have: a model that gets any has none.
#}
{% macro custom_field_columns(entity_type, custom_fields) -%}
    {%- set asked = var('custom_field_columns') -%}
    {%- if asked is mapping -%}
        {%- do refuse_kinds_without_custom_field_columns(asked) -%}
        {%- for name, column in (asked.get(entity_type) or {}).items() -%}
            {%- do config(contract={'enforced': false}) -%}
            {%- if not modules.re.fullmatch('[a-z_][a-z0-9_]*', column) -%}
                {%- do exceptions.raise_compiler_error("custom_field_columns cannot name a column '" ~ column ~ "'.") -%}
            {%- endif -%},
        {{ custom_fields_object(custom_fields) }} ->> '{{ name | replace("'", "''") }}' as {{ adapter.quote(column) }}
        {%- endfor -%}
    {%- elif execute -%}
        {%- do exceptions.raise_compiler_error('custom_field_columns is a mapping, not ' ~ asked ~ '.') -%}
    {%- endif -%}
{%- endmacro %}


{% macro refuse_kinds_without_custom_field_columns(asked) -%}
    {%- set kinds = ['customer', 'location', 'job'] -%}
    {%- for kind in asked if kind not in kinds -%}
        {%- do exceptions.raise_compiler_error(
            'custom_field_columns is by ' ~ kinds | join(', ') ~ "; it has '" ~ kind ~ "'."
        ) -%}
    {%- endfor -%}
{%- endmacro %}
