with

versions as (
    select * from {{ ref('history_memberships') }}
),

final as (
    select
        tenant_id,
        st_id,
        st_created_on,
        st_modified_on,
        active,
        deleted_at,

        status,
        follow_up_status,
        billing_frequency,
        renewal_billing_frequency,

        customer_id,
        location_id,
        business_unit_id,
        membership_type_id,
        duration,
        renewal_duration,
        sold_by_id,
        activated_from_id,
        renewed_by_id,

        initial_deferred_revenue,

        from_date,
        to_date,
        cancellation_date,
        next_bill_date,

        valid_from,
        valid_to,
        {{ days_of_version() }}
    from versions
)

select * from final
