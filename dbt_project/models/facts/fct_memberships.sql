{{
    config(
        scope='st_id',
        changed_by=[
            {'records': 'memberships'},
            {'records': 'membership_types', 'shown_as': 'membership_type_id'},
        ],
        clustered_by=['tenant_id', 'start_date'],
        indexes=[
            {'columns': ['tenant_id', 'customer_id']},
            {'columns': ['tenant_id', 'membership_type_id']},
            {'columns': ['tenant_id', 'renewed_by_id']},
            {'columns': ['tenant_id', 'start_date']},
        ],
    )
}}

with

memberships as (
    select
        *,
        coalesce({{ utc_date('"from"') }}, {{ business_day('st_created_on') }}) as start_date,
        {{ utc_date('cancellation_date') }} as cancelled_date
    from {{ ref('stg_servicetitan__memberships') }}
    where
        active
        and deleted_at is null
        and status is distinct from 'Deleted'
        and {{ in_scope('st_id') }}
),

membership_types as (
    select * from {{ ref('stg_servicetitan__membership_types') }}
),

billing_options as (
    select
        membership_types.tenant_id,
        membership_types.st_id as membership_type_id,
        option.position,
        option.element ->> 'billingFrequency' as billing_frequency,
        {{ to_bigint("option.element ->> 'duration'") }} as duration,
        {{ to_numeric("option.element ->> 'salePrice'") }} as sale_price,
        {{ to_numeric("option.element ->> 'billingPrice'") }} as billing_price,
        {{ to_numeric("option.element ->> 'renewalPrice'") }} as renewal_price
    from membership_types
    cross join
        lateral jsonb_array_elements({{ json_list('membership_types.duration_billing') }})
        with ordinality as option (element, position)
    where coalesce(option.element ->> 'active', 'true') <> 'false'
),

-- The option the membership was sold under: its frequency and duration, else its frequency alone.
chosen_options as (
    select distinct on (memberships.tenant_id, memberships.st_id)
        memberships.tenant_id,
        memberships.st_id as membership_id,
        billing_options.sale_price,
        billing_options.billing_price,
        billing_options.renewal_price,
        case memberships.billing_frequency
            when 'Monthly' then 1
            when 'EveryOtherMonth' then 2
            when 'Quarterly' then 3
            when 'BiAnnual' then 6
            when 'Annual' then 12
        end as months_per_bill,
        coalesce(memberships.duration, billing_options.duration) as duration
    from memberships
    inner join billing_options
        on
            memberships.tenant_id = billing_options.tenant_id
            and memberships.membership_type_id = billing_options.membership_type_id
            and memberships.billing_frequency = billing_options.billing_frequency
    order by
        memberships.tenant_id asc,
        memberships.st_id asc,
        (memberships.duration is not distinct from billing_options.duration) desc,
        billing_options.position asc
),

final as (
    select
        memberships.tenant_id,
        memberships.st_id,

        memberships.customer_id,
        memberships.location_id,
        memberships.business_unit_id,
        memberships.membership_type_id,
        memberships.sold_by_id,
        nullif(memberships.renewed_by_id, 0) as renewed_by_id,

        memberships.status,
        memberships.billing_frequency,
        memberships.duration,
        memberships.start_date,
        {{ utc_date('memberships."to"') }} as end_date,
        memberships.cancelled_date,
        {{ business_day('memberships.st_modified_on', 'memberships.tenant_id') }} as modified_date,
        not coalesce(memberships.status = 'Canceled' and memberships.cancelled_date < memberships.start_date, false)
            as has_begun,

        round(
            case
                when memberships.billing_frequency = 'OneTime'
                    then chosen_options.sale_price / nullif(chosen_options.duration, 0)
                else chosen_options.billing_price / chosen_options.months_per_bill
            end,
            2
        ) as monthly_price,
        round(
            case
                when memberships.billing_frequency = 'OneTime'
                    then chosen_options.renewal_price / nullif(chosen_options.duration, 0)
                else chosen_options.renewal_price / chosen_options.months_per_bill
            end,
            2
        ) as monthly_renewal_price
    from memberships
    left join chosen_options
        on
            memberships.tenant_id = chosen_options.tenant_id
            and memberships.st_id = chosen_options.membership_id
)

select * from final
