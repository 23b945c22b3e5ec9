{{ config(group='service') }}

with

zones as (
    select
        *,
        {{ bigint_array('business_units') }} as business_unit_ids,
        {{ bigint_array('technicians') }} as technician_ids
    from {{ ref('stg_servicetitan__zones') }}
    where deleted_at is null
),

business_units as (
    select * from {{ ref('st_business_units') }}
),

technicians as (
    select * from {{ ref('st_technicians') }}
    where
        active
        and deleted_at is null
),

unit_names as (
    select
        zones.tenant_id,
        zones.st_id,
        jsonb_agg(business_units.name order by business_units.st_id) as business_unit_names
    from zones
    inner join business_units
        on
            zones.tenant_id = business_units.tenant_id
            and business_units.st_id = any(zones.business_unit_ids)
    group by
        zones.tenant_id,
        zones.st_id
),

technician_names as (
    select
        zones.tenant_id,
        zones.st_id,
        jsonb_agg(technicians.name order by technicians.st_id) as technician_names
    from zones
    inner join technicians
        on
            zones.tenant_id = technicians.tenant_id
            and technicians.st_id = any(zones.technician_ids)
    group by
        zones.tenant_id,
        zones.st_id
),

final as (
    select
        zones.tenant_id,
        zones.st_id as zone_id,

        zones.name,
        zones.active,
        {{ json_list('zones.zips') }} as zips,
        {{ json_list('zones.cities') }} as cities,
        zones.service_days_enabled,
        {{ json_list('zones.service_days') }} as service_days,
        zones.business_unit_ids,
        coalesce(unit_names.business_unit_names, '[]') as business_unit_names,
        zones.technician_ids,
        coalesce(technician_names.technician_names, '[]') as technician_names
    from zones
    left join unit_names
        on
            zones.tenant_id = unit_names.tenant_id
            and zones.st_id = unit_names.st_id
    left join technician_names
        on
            zones.tenant_id = technician_names.tenant_id
            and zones.st_id = technician_names.st_id
)

select * from final
