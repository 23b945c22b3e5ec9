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
