{{
    config(
        indexes=[
            {'columns': ['tenant_id', 'customer_id']},
            {'columns': ['tenant_id', 'zone_id']},
            {'columns': ['tenant_id', 'postal_code']},
        ],
        scope='st_id',
        changed_by=[
            {'records': 'locations'},
            {'records': 'customers', 'shown_as': 'customer_id', 'copies': {'customer_name': 'name'}},
            {'rows': 'int_location_contact_rows', 'column': 'location_id'},
        ],
    )
}}

with

locations as (
    select * from {{ ref('stg_servicetitan__locations') }}
    where {{ in_scope('st_id') }}
),

customers as (
    select * from {{ ref('stg_servicetitan__customers') }}
),

contacts as (
    select * from {{ ref('int_location_contacts') }}
    where {{ in_scope('location_id') }}
),

final as (
    select
        locations.tenant_id,
        locations.st_id,
        locations.st_created_on,
        locations.st_modified_on,
        locations.active,
        locations.last_synced_at,
        locations.deleted_at,

        locations.customer_id,
        customers.name as customer_name,
        locations.zone_id,
        locations.tax_zone_id,
        locations.merged_to_id,

        locations.name,
        contacts.email,
        contacts.phone,

        locations.address ->> 'street' as address_line1,
        locations.address ->> 'unit' as address_line2,
        locations.address ->> 'city' as city,
        locations.address ->> 'state' as state,
        locations.address ->> 'zip' as postal_code,
        locations.address ->> 'country' as country,
        {{ to_numeric("locations.address ->> 'latitude'") }} as latitude,
        {{ to_numeric("locations.address ->> 'longitude'") }} as longitude,

        {{ custom_fields_object('locations.custom_fields') }} as custom_fields
        {{ custom_field_columns('location', 'locations.custom_fields') }},
        {{ bigint_array('locations.tag_type_ids') }} as tag_type_ids
    from locations
    left join customers
        on
            locations.tenant_id = customers.tenant_id
            and locations.customer_id = customers.st_id
    left join contacts
        on
            locations.tenant_id = contacts.tenant_id
            and locations.st_id = contacts.location_id
)

select * from final
