-- What stands for others stands for itself, and every record of raw has a row.
with

members as (
    select
        'customer' as kind,
        tenant_id,
        st_id,
        canonical_customer_id as canonical_id,
        is_canonical
    from {{ ref('dim_customer') }}
    union all
    select
        'location' as kind,
        tenant_id,
        st_id,
        canonical_location_id as canonical_id,
        is_canonical
    from {{ ref('dim_location') }}
),

records as (
    select
        'customer' as kind,
        tenant_id,
        st_id
    from {{ ref('stg_servicetitan__customers') }}
    union all
    select
        'location' as kind,
        tenant_id,
        st_id
    from {{ ref('stg_servicetitan__locations') }}
),

broken as (
    select
        members.kind,
        members.tenant_id,
        members.st_id,
        'stands for another that is merged' as problem
    from members
    inner join members as canonical_members
        on
            members.kind = canonical_members.kind
            and members.tenant_id = canonical_members.tenant_id
            and members.canonical_id = canonical_members.st_id
    where not canonical_members.is_canonical
    union all
    select
        records.kind,
        records.tenant_id,
        records.st_id,
        'has no row' as problem
    from records
    left join members
        on
            records.kind = members.kind
            and records.tenant_id = members.tenant_id
            and records.st_id = members.st_id
    where members.st_id is null
)

select * from broken
