-- All movements of a membership together make 1 where raw has it as active, 0 for all others.
with

moved as (
    select
        tenant_id,
        membership_id,
        sum(change) as active
    from {{ ref('fct_membership_movements') }}
    group by
        tenant_id,
        membership_id
),

records as (
    select
        tenant_id,
        st_id as membership_id,
        (active and deleted_at is null and coalesce(status, 'Active') = 'Active')::integer as active
    from {{ ref('stg_servicetitan__memberships') }}
),

differences as (
    select
        records.tenant_id,
        records.membership_id,
        records.active as active_in_raw,
        coalesce(moved.active, 0) as active_by_movements
    from records
    left join moved
        on
            records.tenant_id = moved.tenant_id
            and records.membership_id = moved.membership_id
    where records.active <> coalesce(moved.active, 0)
)

select * from differences
