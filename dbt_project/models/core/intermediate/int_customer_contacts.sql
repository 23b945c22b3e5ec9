{{ config(materialized='ephemeral') }}

with

contacts as (
    select * from {{ ref('int_customer_contact_rows') }}
),

usable_contacts as (
    select
        tenant_id,
        st_id,
        customer_id,
        type,
        value,
        memo,
        type in ('Phone', 'MobilePhone') as is_phone,
        type = 'Email' as is_email
    from contacts
    where
        active
        and deleted_at is null
        and value ~ '\S'
),

by_customer as (
    select
        tenant_id,
        customer_id,
        (array_agg(value order by st_id) filter (where is_email))[1] as email,
        (array_agg(value order by type = 'MobilePhone' desc, st_id) filter (where is_phone))[1] as phone,
        jsonb_agg(jsonb_build_object('type', type, 'value', value, 'memo', memo) order by st_id)
        filter (where is_phone) as phone_numbers,
        jsonb_agg(jsonb_build_object('type', type, 'value', value, 'memo', memo) order by st_id)
        filter (where is_email) as email_addresses
    from usable_contacts
    group by
        tenant_id,
        customer_id
)

select * from by_customer
