{{ config(materialized='ephemeral') }}

with

customers as (
    select * from {{ ref('stg_servicetitan__customers') }}
),

tag_types as (
    select * from {{ ref('stg_servicetitan__tag_types') }}
),

by_customer as (
    select
        customers.tenant_id,
        customers.st_id as customer_id,
        jsonb_agg(tag_types.name order by tag.position) as tags
    from customers
    cross join
        unnest({{ bigint_array('customers.tag_type_ids') }}) with ordinality as tag (tag_type_id, position)
    inner join tag_types
        on
            customers.tenant_id = tag_types.tenant_id
            and tag.tag_type_id = tag_types.st_id
    where
        customers.tag_type_ids <> '[]'::jsonb
        and tag_types.name is not null
    group by
        customers.tenant_id,
        customers.st_id
)

select * from by_customer
