{{ config(materialized='ephemeral') }}

with

contacts as (
    select * from {{ ref('int_location_contact_rows') }}
),

by_location as (
    select
        tenant_id,
        location_id,
        (array_agg(value order by st_id) filter (where type = 'Email'))[1] as email,
        (
            array_agg(value order by type = 'MobilePhone' desc, st_id) filter (where type in ('Phone', 'MobilePhone'))
        )[1] as phone
    from contacts
    where
        active
        and deleted_at is null
        and value ~ '\S'
    group by
        tenant_id,
        location_id
)

select * from by_location
