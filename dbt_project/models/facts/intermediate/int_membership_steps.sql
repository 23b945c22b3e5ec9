{{
    config(
        materialized='incremental',
        schema='staging',
        unique_key=['tenant_id', 'membership_id', 'position'],
        scope='membership_id',
        changed_by=[
            {'rows': 'fct_memberships', 'column': 'st_id'},
            {'rows': 'int_membership_status_changes', 'column': 'membership_id'},
        ],
    )
}}

with

memberships as (
    select * from {{ ref('fct_memberships') }}
    where
        has_begun
        and start_date is not null
        and {{ in_scope('st_id') }}
),

status_changes as (
    select * from {{ ref('int_membership_status_changes') }}
    where {{ in_scope('membership_id') }}
),

last_statuses as (
    select distinct on (tenant_id, membership_id)
        tenant_id,
        membership_id,
        new_status
    from status_changes
    order by
        tenant_id asc,
        membership_id asc,
        changed_on desc,
        st_id desc
),

-- The status the membership has, where no change leads to it: the feed of changes begins late, or is not permitted.
statuses as (
    select
        tenant_id,
        membership_id,
        new_status,
        changed_on,
        st_id as change_id,
        changed_date
    from status_changes
    union all
    select
        memberships.tenant_id,
        memberships.st_id as membership_id,
        memberships.status as new_status,
        null as changed_on,
        null as change_id,
        null as changed_date
    from memberships
    left join last_statuses
        on
            memberships.tenant_id = last_statuses.tenant_id
            and memberships.st_id = last_statuses.membership_id
    where memberships.status <> coalesce(last_statuses.new_status, 'Active')
),

ordered as (
    select
        *,
        row_number() over step_order as position,
        lag(new_status, 1, 'Active') over step_order as old_status,
        lead(new_status) over step_order is null as is_last
    from statuses
    window
        step_order as (
            partition by tenant_id, membership_id
            order by changed_on asc nulls last, change_id asc
        )
),

dated as (
    select
        ordered.*,
        memberships.start_date,
        coalesce(
            case when ordered.is_last and ordered.new_status = 'Canceled' then memberships.cancelled_date end,
            case when ordered.is_last and ordered.new_status = 'Expired' then memberships.end_date end,
            ordered.changed_date,
            memberships.modified_date
        ) as recorded_date
    from ordered
    inner join memberships
        on
            ordered.tenant_id = memberships.tenant_id
            and ordered.membership_id = memberships.st_id
),

-- An end may be dated back: what was recorded before it has happened by then.
final as (
    select
        tenant_id,
        membership_id,
        position,
        old_status,
        new_status,
        is_last,
        greatest(start_date, least(recorded_date, last_value(recorded_date) over whole_life)) as step_date
    from dated
    window
        whole_life as (
            partition by tenant_id, membership_id
            order by position
            rows between unbounded preceding and unbounded following
        )
)

select * from final
