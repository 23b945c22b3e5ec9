{{
    config(
        scope='st_id',
        changed_by=[
            {'records': 'locations'},
            {'records': 'locations', 'shown_as': 'canonical_location_id', 'copies': {'canonical_location_name': 'name'}},
            {'rows': 'int_location_canonical_ids', 'column': 'st_id'},
            {'rows': 'int_customer_canonical_ids', 'shown_as': 'customer_id'},
        ],
        indexes=[
            {'columns': ['tenant_id', 'canonical_location_id']},
            {'columns': ['tenant_id', 'customer_id']},
            {'columns': ['tenant_id', 'canonical_customer_id']},
        ],
    )
}}

with

locations as (
    select * from {{ ref('stg_servicetitan__locations') }}
    where {{ in_scope('st_id') }}
),

canonical_ids as (
    select * from {{ ref('int_location_canonical_ids') }}
    where {{ in_scope('st_id') }}
),

all_locations as (
    select * from {{ ref('stg_servicetitan__locations') }}
),

customer_canonical_ids as (
    select * from {{ ref('int_customer_canonical_ids') }}
),

final as (
    select
        locations.tenant_id,
        locations.st_id,

        locations.name,
        locations.address ->> 'city' as city,
        locations.address ->> 'state' as state,
        locations.address ->> 'zip' as zip,
        locations.zone_id,
        {{ business_day('locations.st_created_on', 'locations.tenant_id') }} as created_date,
        locations.active and locations.deleted_at is null as is_active,

        locations.customer_id,
        coalesce(customer_canonical_ids.canonical_id, locations.customer_id) as canonical_customer_id,

        coalesce(canonical_ids.canonical_id, locations.st_id) as canonical_location_id,
        case
            when canonical_ids.canonical_id is null then locations.name
            else canonical_locations.name
        end as canonical_location_name,
        coalesce(canonical_ids.canonical_id, locations.st_id) = locations.st_id as is_canonical,
        coalesce(canonical_ids.merge_count, 0) as merge_count
    from locations
    left join canonical_ids
        on
            locations.tenant_id = canonical_ids.tenant_id
            and locations.st_id = canonical_ids.st_id
    left join all_locations as canonical_locations
        on
            canonical_ids.tenant_id = canonical_locations.tenant_id
            and canonical_ids.canonical_id = canonical_locations.st_id
    left join customer_canonical_ids
        on
            locations.tenant_id = customer_canonical_ids.tenant_id
            and locations.customer_id = customer_canonical_ids.st_id
)

select * from final
