with

versions as (
    select * from {{ ref('history_estimates') }}
),

final as (
    select
        tenant_id,
        st_id,
        st_created_on,
        st_modified_on,
        active,
        deleted_at,

        name,
        status,
        review_status,

        job_id,
        project_id,
        customer_id,
        location_id,
        business_unit_id,
        sold_by_id,

        subtotal,
        tax,

        is_recommended,
        is_change_order,

        sold_on,

        valid_from,
        valid_to,
        {{ days_of_version() }}
    from versions
)

select * from final
