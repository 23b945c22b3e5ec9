select
    invoices.tenant_id,
    invoices.st_id,
    invoices.st_created_on,
    invoices.st_modified_on,
    coalesce(invoices.active, true) as active,
    invoices.fetched_at as last_synced_at,
    invoices.deleted_at,

    -- text
    invoices.summary,
    invoices.import_id,
    invoices.export_id,
    invoices.invoice_configuration,
    invoices.sync_status,
    invoices.reference_number,
    invoices.term_name,
    invoices.created_by,
    invoices.commission_eligibility_date,
    invoices.sent_status,
    invoices.review_status,

    -- ids and whole numbers
    invoices.material_sku_id,
    invoices.membership_id,
    invoices.budget_code_id,
    invoices.tax_zone_id,
    invoices.adjustment_to_id,
    invoices.project_id,

    -- numbers
    invoices.discount_total,
    invoices.sub_total,
    invoices.sales_tax,
    invoices.total,
    invoices.balance,

    -- times
    invoices.paid_on,
    invoices.invoice_date,
    invoices.due_date,
    invoices.deposited_on,

    -- what the API nests, unpacked once per record; a JSON null is a null
    nested.items,
    nested."customFields" as custom_fields,
    nested."salesTaxCode" as sales_tax_code,
    nested."invoiceType" as invoice_type,
    nested.customer,
    nested."customerAddress" as customer_address,
    nested.location,
    nested."locationAddress" as location_address,
    nested."businessUnit" as business_unit,
    nested.batch,
    nested.job,
    nested.royalty,
    nested."employeeInfo" as employee_info,
    nested."assignedTo" as assigned_to
from {{ source('servicetitan', 'st_invoices') }} as invoices
cross join
    lateral jsonb_to_record(invoices.full_data)
        as nested (
            items jsonb,
            "customFields" jsonb,
            "salesTaxCode" jsonb,
            "invoiceType" jsonb,
            customer jsonb,
            "customerAddress" jsonb,
            location jsonb,
            "locationAddress" jsonb,
            "businessUnit" jsonb,
            batch jsonb,
            job jsonb,
            royalty jsonb,
            "employeeInfo" jsonb,
            "assignedTo" jsonb
        )
