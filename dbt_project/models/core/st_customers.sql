{{
    config(
        indexes=[
            {'columns': ['tenant_id', 'location_id']},
            {'columns': ['tenant_id', 'merged_to_id']},
            {'columns': ['tenant_id', 'type']},
            {'columns': ['tenant_id', 'st_created_on']},
            {'columns': ['tenant_id', 'last_job_date']},
            {'columns': ['tenant_id', 'balance'], 'where': 'balance > 0'},
            {'columns': ['tag_type_ids'], 'type': 'gin'},
        ],
        scope='st_id',
        changed_by=[
            {'records': 'customers'},
            {'records': 'tag_types', 'shown_as': 'tag_type_ids'},
            {'rows': 'int_customer_contact_rows', 'column': 'customer_id'},
            {'rows': 'st_locations', 'column': 'customer_id'},
            {'rows': 'st_jobs', 'column': 'customer_id'},
            {'rows': 'st_invoices', 'column': 'customer_id'},
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
    where {{ in_scope('st_id') }}
),

contacts as (
    select * from {{ ref('int_customer_contacts') }}
    where {{ in_scope('customer_id') }}
),

locations as (
    select * from {{ ref('int_customer_locations') }}
    where {{ in_scope('customer_id') }}
),

tags as (
    select * from {{ ref('int_customer_tags') }}
    where {{ in_scope('customer_id') }}
),

customer_jobs as (
    select * from {{ ref('int_customer_jobs') }}
    where {{ in_scope('customer_id') }}
),

customer_invoices as (
    select * from {{ ref('int_customer_invoices') }}
    where {{ in_scope('customer_id') }}
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
        {{ custom_fields_object('customers.custom_fields') }} as custom_fields
        {{ custom_field_columns('customer', 'customers.custom_fields') }},

        coalesce(customer_jobs.total_jobs, 0) as total_jobs,
        coalesce(customer_jobs.completed_jobs, 0) as completed_jobs,
        coalesce(customer_invoices.lifetime_value, 0) as lifetime_value,
        coalesce(customer_invoices.lifetime_revenue, 0) as lifetime_revenue,
        customer_jobs.first_job_date,
        customer_jobs.last_job_date,
        coalesce(
            greatest(customer_jobs.updated_at, customer_invoices.updated_at), customers.last_synced_at
        ) as aggregates_updated_at
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
    left join customer_jobs
        on
            customers.tenant_id = customer_jobs.tenant_id
            and customers.st_id = customer_jobs.customer_id
    left join customer_invoices
        on
            customers.tenant_id = customer_invoices.tenant_id
            and customers.st_id = customer_invoices.customer_id
)

select * from final
