{{ config(materialized='incremental', schema='staging') }}

{{ canonical_ids(ref('int_location_merges')) }}
