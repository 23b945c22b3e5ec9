{{
    config(
        scope='st_id',
        changed_by=[
            {'rows': 'st_customers'},
            {'rows': 'st_locations', 'column': 'customer_id'},
        ],
        indexes=[
            {'columns': ['search_words'], 'type': 'gin'},
            {'columns': ['search_text'], 'type': 'gin', 'operator_class': 'gin_trgm_ops', 'extension': 'pg_trgm'},
        ],
    )
}}

with

customers as (
    select * from {{ ref('st_customers') }}
    where
        deleted_at is null
        and {{ in_scope('st_id') }}
),

locations as (
    select * from {{ ref('st_locations') }}
    where
        active
        and deleted_at is null
        and {{ in_scope('customer_id') }}
),

-- What a customer is known by: each of its names, addresses, email addresses and phone numbers.
terms as (
    select
        tenant_id,
        st_id,
        unnest(array['text', 'text', 'email', 'phone']) as kind,
        unnest(
            array[name, concat_ws(' ', address_line1, address_line2, city, state, zip, country), email, phone]
        ) as term
    from customers

    union all

    select
        customers.tenant_id,
        customers.st_id,
        'phone' as kind,
        number.value ->> 'value' as term
    from customers
    cross join lateral jsonb_array_elements(customers.phone_numbers) as number

    union all

    select
        customers.tenant_id,
        customers.st_id,
        'email' as kind,
        address.value ->> 'value' as term
    from customers
    cross join lateral jsonb_array_elements(customers.email_addresses) as address

    union all

    select
        tenant_id,
        customer_id as st_id,
        unnest(array['text', 'text', 'email', 'phone']) as kind,
        unnest(
            array[name, concat_ws(' ', address_line1, address_line2, city, state, postal_code, country), email, phone]
        ) as term
    from locations
),

normalised as (
    select distinct
        tenant_id,
        st_id,
        kind,
        -- North American numbers with their country code, so that they are found with it and, as an ending, without.
        case
            when kind = 'phone'
                then regexp_replace(regexp_replace(term, '[^0-9]', '', 'g'), '^([2-9][0-9]{9})$', '1\1')
            else lower(trim(term))
        end as term
    from terms
    where term is not null
),

by_customer as (
    select
        tenant_id,
        st_id,
        string_agg(term, ' ' order by kind desc, term asc) as search_text,
        string_agg(term, ' ' order by term) filter (where kind <> 'phone') as words,
        array_agg(term order by term) filter (where kind = 'email') as emails,
        array_agg(term order by term) filter (where kind = 'phone') as phones
    from normalised
    where term <> ''
    group by
        tenant_id,
        st_id
),

final as (
    select
        customers.tenant_id,
        customers.st_id,

        coalesce(by_customer.search_text, '') as search_text,
        strip(to_tsvector('simple', regexp_replace(coalesce(by_customer.words, ''), '[^[:alnum:]]+', ' ', 'g')))
        || array_to_tsvector(coalesce(by_customer.emails, '{}'))
        || array_to_tsvector(
            array(
                select right(phone.digits, suffix.length)
                from unnest(by_customer.phones) as phone (digits)
                cross join generate_series(4, length(phone.digits)) as suffix (length)
            )
        ) as search_words
    from customers
    left join by_customer
        on
            customers.tenant_id = by_customer.tenant_id
            and customers.st_id = by_customer.st_id
)

select * from final
