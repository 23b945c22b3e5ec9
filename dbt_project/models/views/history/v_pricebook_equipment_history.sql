with

versions as (
    select * from {{ ref('history_pricebook_equipment') }}
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
        manufacturer,
        model,
        unit_of_measure,
        account,
        cost_of_sale_account,
        asset_account,

        type_id,
        general_ledger_account_id,

        cost,
        price,
        member_price,
        add_on_price,
        add_on_member_price,
        hours,
        bonus,
        commission_bonus,

        taxable,
        is_inventory,
        pays_commission,

        valid_from,
        valid_to,
        {{ days_of_version() }}
    from versions
)

select * from final
