with

versions as (
    select * from {{ ref('history_customers') }}
),

final as (
    select
        tenant_id,
        st_id,
        st_created_on,
        st_modified_on,
        active,
        deleted_at,

        type,

        merged_to_id,
        payment_term_id,

        balance,
        credit_limit,

        tax_exempt,
        do_not_mail,
        do_not_service,
        national_account,

        valid_from,
        valid_to,
        {{ days_of_version() }}
    from versions
)

select * from final
