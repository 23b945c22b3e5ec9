with

customers as (
    select * from {{ ref('st_customers') }}
),

locations as (
    select * from {{ ref('st_locations') }}
),

estimates as (
    select * from {{ ref('st_estimates') }}
),

invoices as (
    select * from {{ ref('st_invoices') }}
),

estimates_by_customer as (
    select
        tenant_id,
        customer_id,
        count(*) as open_estimates
    from estimates
    where
        active
        and deleted_at is null
        and status = 'Open'
    group by
        tenant_id,
        customer_id
),

invoices_by_customer as (
    select
        tenant_id,
        customer_id,
        sum(balance) as outstanding_balance
    from invoices
    where
        status <> 'Void'
        and balance > 0
    group by
        tenant_id,
        customer_id
),

final as (
    select
        customers.tenant_id,
        customers.st_id,
        customers.st_created_on,
        customers.st_modified_on,
        customers.active,
        customers.last_synced_at,
        customers.deleted_at,

        customers.name,
        customers.first_name,
        customers.last_name,
        customers.type,
        customers.email,
        customers.phone,
        customers.phone_numbers,
        customers.email_addresses,

        customers.address_line1,
        customers.address_line2,
        customers.city,
        customers.state,
        customers.zip,
        customers.country,
        customers.addresses,
        customers.location_id,
        customers.balance,
        customers.do_not_service,
        customers.do_not_mail,
        customers.tax_exempt,
        customers.national_account,
        customers.merged_to_id,
        customers.payment_term_id,

        customers.tag_type_ids,
        customers.tags,
        customers.custom_fields,
        customers.total_jobs,
        customers.completed_jobs,
        customers.lifetime_value,
        customers.lifetime_revenue,
        customers.first_job_date,
        customers.last_job_date,
        customers.aggregates_updated_at,

        locations.address_line1 as location_address,
        locations.city as location_city,
        locations.state as location_state,
        locations.postal_code as location_zip,
        locations.latitude,
        locations.longitude,

        customers.total_jobs as job_count,
        coalesce(estimates_by_customer.open_estimates, 0) as open_estimates,
        coalesce(invoices_by_customer.outstanding_balance, 0) as outstanding_balance
    from customers
    left join locations
        on
            customers.tenant_id = locations.tenant_id
            and customers.location_id = locations.st_id
    left join estimates_by_customer
        on
            customers.tenant_id = estimates_by_customer.tenant_id
            and customers.st_id = estimates_by_customer.customer_id
    left join invoices_by_customer
        on
            customers.tenant_id = invoices_by_customer.tenant_id
            and customers.st_id = invoices_by_customer.customer_id
    where customers.deleted_at is null
)

select * from final
