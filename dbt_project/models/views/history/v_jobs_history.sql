with

versions as (
    select * from {{ ref('history_jobs') }}
),

final as (
    select
        tenant_id,
        st_id,
        st_created_on,
        st_modified_on,
        active,
        deleted_at,

        job_number,
        job_status,
        priority,

        customer_id,
        location_id,
        project_id,
        business_unit_id,
        job_type_id,
        campaign_id,
        recall_for_id,
        warranty_id,
        membership_id,
        invoice_id,
        sold_by_id,
        appointment_count,

        total,

        no_charge,

        completed_on,

        valid_from,
        valid_to,
        {{ days_of_version() }}
    from versions
)

select * from final
