with

versions as (
    select * from {{ ref('history_invoices') }}
),

final as (
    select
        tenant_id,
        st_id,
        st_created_on,
        st_modified_on,
        active,
        deleted_at,

        invoice_number,
        invoice_configuration,
        sync_status,

        job_id,
        customer_id,
        location_id,
        business_unit_id,
        project_id,
        adjustment_to_id,
        membership_id,

        subtotal,
        tax,
        discount_total,
        total,
        balance,

        invoice_date,
        due_date,

        valid_from,
        valid_to,
        {{ days_of_version() }}
    from versions
)

select * from final
