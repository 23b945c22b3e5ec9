{{ config(group='sales') }}

with

search as (
    select * from {{ ref('dim_customer_search') }}
),

customers as (
    select * from {{ ref('st_customers') }}
),

canonical_customers as (
    select * from {{ ref('dim_customer') }}
),

final as (
    select
        search.tenant_id,
        search.st_id as customer_id,

        customers.name,
        customers.type,
        customers.active,
        customers.phone,
        customers.email,
        customers.address_line1,
        customers.address_line2,
        customers.city,
        customers.state,
        customers.zip,
        customers.do_not_service,
        customers.balance,
        customers.last_job_date,
        canonical_customers.canonical_customer_id,

        search.search_text,
        search.search_words
    from search
    inner join customers
        on
            search.tenant_id = customers.tenant_id
            and search.st_id = customers.st_id
    left join canonical_customers
        on
            search.tenant_id = canonical_customers.tenant_id
            and search.st_id = canonical_customers.st_id
)

select * from final
