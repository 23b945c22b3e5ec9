{{
    config(
        indexes=[
            {'columns': ['tenant_id', 'location_id']},
            {'columns': ['tenant_id', 'merged_to_id']},
            {'columns': ['tenant_id', 'type']},
            {'columns': ['tenant_id', 'st_created_on']},
            {'columns': ['tenant_id', 'last_job_date']},
            {'columns': ['tenant_id', 'balance'], 'where': 'balance > 0'},
        ],
    )
}}

with

customers as (
    select
        *,
        case
            when type = 'Residential'
                then coalesce(substring(name from '^\s*(.*\S)\s+\S+\s*$'), substring(name from '\S+'))
        end as first_name,
        case when type = 'Residential' then substring(name from '\S\s+(\S+)\s*$') end as last_name
    from {{ ref('stg_servicetitan__customers') }}
),

contacts as (
    select * from {{ ref('int_customer_contacts') }}
),

locations as (
    select * from {{ ref('int_customer_locations') }}
),

tags as (
    select * from {{ ref('int_customer_tags') }}
),

figures as (
    select * from {{ ref('int_customer_figures') }}
),

final as (
    select
        customers.tenant_id,
        customers.st_id,
        customers.st_created_on,
        customers.st_modified_on,
        customers.active,
        customers.last_synced_at,
        customers.deleted_at,

        customers.name,
        customers.first_name,
        customers.last_name,
        customers.type,
        contacts.email,
        contacts.phone,
        coalesce(contacts.phone_numbers, '[]'::jsonb) as phone_numbers,
        coalesce(contacts.email_addresses, '[]'::jsonb) as email_addresses,

        customers.address ->> 'street' as address_line1,
        customers.address ->> 'unit' as address_line2,
        customers.address ->> 'city' as city,
        customers.address ->> 'state' as state,
        customers.address ->> 'zip' as zip,
        customers.address ->> 'country' as country,
        coalesce(locations.addresses, '[]'::jsonb) as addresses,
        locations.location_id,

        customers.balance,
        customers.do_not_service,
        customers.do_not_mail,
        customers.tax_exempt,
        customers.national_account,
        customers.merged_to_id,
        customers.payment_term_id,

        {{ bigint_array('customers.tag_type_ids') }} as tag_type_ids,
        coalesce(tags.tags, '[]'::jsonb) as tags,
        {{ custom_fields_object('customers.custom_fields') }} as custom_fields,

        coalesce(figures.total_jobs, 0) as total_jobs,
        coalesce(figures.completed_jobs, 0) as completed_jobs,
        coalesce(figures.lifetime_value, 0) as lifetime_value,
        coalesce(figures.lifetime_revenue, 0) as lifetime_revenue,
        figures.first_job_date,
        figures.last_job_date,
        coalesce(figures.updated_at, customers.last_synced_at) as aggregates_updated_at
    from customers
    left join contacts
        on
            customers.tenant_id = contacts.tenant_id
            and customers.st_id = contacts.customer_id
    left join locations
        on
            customers.tenant_id = locations.tenant_id
            and customers.st_id = locations.customer_id
    left join tags
        on
            customers.tenant_id = tags.tenant_id
            and customers.st_id = tags.customer_id
    left join figures
        on
            customers.tenant_id = figures.tenant_id
            and customers.st_id = figures.customer_id
)

select * from final
