{{ config(materialized='incremental', schema='staging') }}

{{ canonical_ids(ref('int_customer_merges')) }}
