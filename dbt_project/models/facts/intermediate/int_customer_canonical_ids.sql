{{
    config(
        materialized='incremental',
        schema='staging',
        scope='tenant_id',
        changed_by=[{'rows': 'int_customer_merges', 'column': 'tenant_id'}],
    )
}}

{{ canonical_ids(ref('int_customer_merges'), in_scope('tenant_id')) }}
