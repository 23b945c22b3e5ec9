{{
    config(
        unique_key=['tenant_id', 'membership_id', 'position'],
        scope='membership_id',
        changed_by=[
            {'rows': 'fct_memberships', 'column': 'st_id'},
            {'rows': 'fct_memberships', 'column': 'renewed_by_id'},
            {'rows': 'fct_memberships', 'shown_as': 'renewed_by_id'},
            {'rows': 'int_membership_steps'},
        ],
        clustered_by=['tenant_id', 'movement_date'],
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

steps as (
    select * from {{ ref('int_membership_steps') }}
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
        steps.position,
        case steps.new_status
            when 'Active' then 'resumed'
            when 'Suspended' then 'suspended'
            when 'Expired' then case when steps.is_last and judged.is_renewed then 'renewed' else 'expired' end
            else 'cancelled'
        end as movement,
        steps.step_date as movement_date,
        (steps.new_status = 'Active')::integer - (steps.old_status = 'Active')::integer as change
    from judged
    inner join steps
        on
            judged.tenant_id = steps.tenant_id
            and judged.st_id = steps.membership_id
    where
        steps.new_status <> steps.old_status
        -- What has ended does not end again.
        and not (
            steps.old_status in ('Canceled', 'Expired', 'Deleted')
            and steps.new_status in ('Canceled', 'Expired', 'Deleted')
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
