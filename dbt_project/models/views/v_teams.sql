{{ config(group='service') }}

with

teams as (
    select * from {{ ref('stg_servicetitan__teams') }}
    where deleted_at is null
),

technicians as (
    select * from {{ ref('st_technicians') }}
    where
        active
        and deleted_at is null
),

-- A technician names the team, without its id.
members as (
    select
        tenant_id,
        team,
        array_agg(st_id order by st_id) as technician_ids,
        jsonb_agg(name order by st_id) as technician_names
    from technicians
    group by
        tenant_id,
        team
),

final as (
    select
        teams.tenant_id,
        teams.st_id as team_id,

        teams.name,
        teams.active,
        coalesce(cardinality(members.technician_ids), 0)::bigint as technician_count,
        coalesce(members.technician_ids, '{}') as technician_ids,
        coalesce(members.technician_names, '[]') as technician_names
    from teams
    left join members
        on
            teams.tenant_id = members.tenant_id
            and teams.name = members.team
)

select * from final
