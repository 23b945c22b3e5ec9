{{ config(materialized='ephemeral') }}

with

locations as (
    select * from {{ ref('stg_servicetitan__locations') }}
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
                'street', address ->> 'street',
                'unit', address ->> 'unit',
                'city', address ->> 'city',
                'state', address ->> 'state',
                'zip', address ->> 'zip',
                'country', address ->> 'country'
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
