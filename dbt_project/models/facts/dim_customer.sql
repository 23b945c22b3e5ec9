{{
    config(
        scope='st_id',
        changed_by=[
            {'records': 'customers'},
            {'records': 'customers', 'shown_as': 'canonical_customer_id', 'copies': {'canonical_customer_name': 'name'}},
            {'rows': 'int_customer_canonical_ids', 'column': 'st_id'},
        ],
        indexes=[
            {'columns': ['tenant_id', 'canonical_customer_id']},
        ],
    )
}}

with

customers as (
    select * from {{ ref('stg_servicetitan__customers') }}
    where {{ in_scope('st_id') }}
),

canonical_ids as (
    select * from {{ ref('int_customer_canonical_ids') }}
    where {{ in_scope('st_id') }}
),

all_customers as (
    select * from {{ ref('stg_servicetitan__customers') }}
),

final as (
    select
        customers.tenant_id,
        customers.st_id,

        customers.name,
        customers.type,
        customers.address ->> 'city' as city,
        customers.address ->> 'state' as state,
        customers.address ->> 'zip' as zip,
        {{ business_day('customers.st_created_on', 'customers.tenant_id') }} as created_date,
        customers.active and customers.deleted_at is null as is_active,

        coalesce(canonical_ids.canonical_id, customers.st_id) as canonical_customer_id,
        case
            when canonical_ids.canonical_id is null then customers.name
            else canonical_customers.name
        end as canonical_customer_name,
        coalesce(canonical_ids.canonical_id, customers.st_id) = customers.st_id as is_canonical,
        coalesce(canonical_ids.merge_count, 0) as merge_count
    from customers
    left join canonical_ids
        on
            customers.tenant_id = canonical_ids.tenant_id
            and customers.st_id = canonical_ids.st_id
    left join all_customers as canonical_customers
        on
            canonical_ids.tenant_id = canonical_customers.tenant_id
            and canonical_ids.canonical_id = canonical_customers.st_id
)

select * from final
