{{ config(materialized='ephemeral') }}

with

locations as (
    select * from {{ ref('st_locations') }}
),

by_customer as (
    select
        tenant_id,
        customer_id,
        min(st_id) as location_id,
        jsonb_agg(
            jsonb_build_object(
                'location_id', st_id,
                'name', name,
                'street', address_line1,
                'unit', address_line2,
                'city', city,
                'state', state,
                'zip', postal_code,
                'country', country
            )
            order by st_id
        ) as addresses
    from locations
    where
        active
        and deleted_at is null
    group by
        tenant_id,
        customer_id
)

select * from by_customer
