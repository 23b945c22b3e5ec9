with

versions as (
    select * from {{ ref('history_pricebook_services') }}
),

final as (
    select
        tenant_id,
        st_id,
        st_created_on,
        st_modified_on,
        active,
        deleted_at,

        code,
        display_name,
        account,

        business_unit_id,

        price,
        member_price,
        add_on_price,
        add_on_member_price,
        cost,
        hours,
        bonus,
        commission_bonus,

        taxable,
        is_labor,
        pays_commission,

        valid_from,
        valid_to,
        {{ days_of_version() }}
    from versions
)

select * from final
