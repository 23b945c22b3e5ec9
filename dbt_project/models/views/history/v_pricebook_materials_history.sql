with

versions as (
    select * from {{ ref('history_pricebook_materials') }}
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
        unit_of_measure,
        account,
        cost_of_sale_account,
        asset_account,

        business_unit_id,
        general_ledger_account_id,
        cost_type_id,

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
        deduct_as_job_cost,
        pays_commission,

        valid_from,
        valid_to,
        {{ days_of_version() }}
    from versions
)

select * from final
