{{
    config(
        materialized='incremental',
        schema='staging',
        scope='tenant_id',
        changed_by=[{'rows': 'int_location_merges', 'column': 'tenant_id'}],
    )
}}

{{ canonical_ids(ref('int_location_merges'), in_scope('tenant_id')) }}
