with

versions as (
    select * from {{ ref('history_technicians') }}
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
        team,
        license_type,
        status,

        business_unit_id,
        main_zone_id,
        payroll_profile_id,

        burden_rate,
        hourly_rate,
        commission_rate,
        sold_by_rate,
        daily_goal,

        is_managed_tech,

        valid_from,
        valid_to,
        {{ days_of_version() }}
    from versions
)

select * from final
