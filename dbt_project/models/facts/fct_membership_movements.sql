{{
    config(
        unique_key=['tenant_id', 'membership_id', 'position'],
        scope='membership_id',
        changed_by=[
            {'rows': 'fct_memberships', 'column': 'st_id'},
            {'rows': 'fct_memberships', 'column': 'renewed_by_id'},
            {'rows': 'fct_memberships', 'shown_as': 'renewed_by_id'},
            {'rows': 'int_membership_status_changes', 'column': 'membership_id'},
        ],
        indexes=[
            {'columns': ['tenant_id', 'movement_date']},
            {'columns': ['tenant_id', 'customer_id']},
            {'columns': ['tenant_id', 'renewed_by_id']},
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

renewed_memberships as (
    select distinct
        tenant_id,
        renewed_by_id
    from {{ ref('fct_memberships') }}
    where {{ in_scope('renewed_by_id') }}
),

renewals as (
    select * from {{ ref('fct_memberships') }}
),

judged as (
    select
        memberships.*,
        renewed_memberships.renewed_by_id is not null as is_renewal,
        coalesce(renewals.has_begun, false) as is_renewed
    from memberships
    left join renewed_memberships
        on
            memberships.tenant_id = renewed_memberships.tenant_id
            and memberships.st_id = renewed_memberships.renewed_by_id
    left join renewals
        on
            memberships.tenant_id = renewals.tenant_id
            and memberships.renewed_by_id = renewals.st_id
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
steps as (
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
        judged.tenant_id,
        judged.st_id as membership_id,
        judged.status as new_status,
        null as changed_on,
        null as change_id,
        null as changed_date
    from judged
    left join last_statuses
        on
            judged.tenant_id = last_statuses.tenant_id
            and judged.st_id = last_statuses.membership_id
    where judged.status <> coalesce(last_statuses.new_status, 'Active')
),

ordered as (
    select
        *,
        row_number() over step_order as position,
        lag(new_status, 1, 'Active') over step_order as old_status,
        lead(new_status) over step_order is null as is_last
    from steps
    window
        step_order as (
            partition by tenant_id, membership_id
            order by changed_on asc nulls last, change_id asc
        )
),

dated as (
    select
        ordered.*,
        judged.start_date,
        coalesce(
            case when ordered.is_last and ordered.new_status = 'Canceled' then judged.cancelled_date end,
            case when ordered.is_last and ordered.new_status = 'Expired' then judged.end_date end,
            ordered.changed_date,
            judged.modified_date
        ) as step_date
    from ordered
    inner join judged
        on
            ordered.tenant_id = judged.tenant_id
            and ordered.membership_id = judged.st_id
),

-- An end may be dated back: what was recorded before it has happened by then.
in_order as (
    select
        *,
        greatest(start_date, least(step_date, last_value(step_date) over whole_life)) as movement_date
    from dated
    window
        whole_life as (
            partition by tenant_id, membership_id
            order by position
            rows between unbounded preceding and unbounded following
        )
),

movements as (
    select
        tenant_id,
        st_id as membership_id,
        0 as position,
        case when is_renewal then 'renewal_started' else 'sold' end as movement,
        start_date as movement_date,
        1 as change
    from judged
    union all
    select
        judged.tenant_id,
        judged.st_id as membership_id,
        in_order.position,
        case in_order.new_status
            when 'Active' then 'resumed'
            when 'Suspended' then 'suspended'
            when 'Expired' then case when in_order.is_last and judged.is_renewed then 'renewed' else 'expired' end
            else 'cancelled'
        end as movement,
        in_order.movement_date,
        (in_order.new_status = 'Active')::integer - (in_order.old_status = 'Active')::integer as change
    from judged
    inner join in_order
        on
            judged.tenant_id = in_order.tenant_id
            and judged.st_id = in_order.membership_id
    where
        in_order.new_status <> in_order.old_status
        -- What has ended does not end again.
        and not (
            in_order.old_status in ('Canceled', 'Expired', 'Deleted')
            and in_order.new_status in ('Canceled', 'Expired', 'Deleted')
        )
),

final as (
    select
        movements.tenant_id,
        movements.membership_id,
        movements.position::bigint as position,
        movements.movement,
        movements.movement_date,
        movements.change::bigint as change,

        judged.customer_id,
        judged.location_id,
        judged.business_unit_id,
        judged.membership_type_id,
        judged.sold_by_id,
        judged.renewed_by_id,

        case
            when judged.is_renewal then coalesce(judged.monthly_renewal_price, judged.monthly_price)
            else judged.monthly_price
        end as monthly_price
    from movements
    inner join judged
        on
            movements.tenant_id = judged.tenant_id
            and movements.membership_id = judged.st_id
)

select * from final
