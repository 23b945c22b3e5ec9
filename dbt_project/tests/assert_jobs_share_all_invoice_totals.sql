-- Tenants where the invoice sums of all jobs, with those of invoices of no known job, are not the whole.
with

raw_invoices as (
    select * from {{ source('servicetitan', 'st_invoices') }}
),

jobs as (
    select * from {{ ref('st_jobs') }}
),

counted_invoices as (
    select
        raw_invoices.tenant_id,
        sum(raw_invoices.total) as total,
        sum(raw_invoices.balance) as balance,
        sum(raw_invoices.total) filter (where jobs.st_id is null) as stray_total,
        sum(raw_invoices.balance) filter (where jobs.st_id is null) as stray_balance
    from raw_invoices
    left join jobs
        on
            raw_invoices.tenant_id = jobs.tenant_id
            and raw_invoices.full_data #>> '{job,id}' = jobs.st_id::text
    where
        coalesce(raw_invoices.active, true)
        and raw_invoices.deleted_at is null
    group by raw_invoices.tenant_id
),

of_jobs as (
    select
        tenant_id,
        sum(invoice_total) as invoice_total,
        sum(balance) as balance
    from jobs
    group by tenant_id
),

compared as (
    select
        tenant_id,
        coalesce(of_jobs.invoice_total, 0) + coalesce(counted_invoices.stray_total, 0) as invoice_total,
        coalesce(counted_invoices.total, 0) as expected_invoice_total,
        coalesce(of_jobs.balance, 0) + coalesce(counted_invoices.stray_balance, 0) as balance,
        coalesce(counted_invoices.balance, 0) as expected_balance
    from counted_invoices
    full join of_jobs using (tenant_id)
),

differences as (
    select * from compared
    where
        invoice_total <> expected_invoice_total
        or balance <> expected_balance
)

select * from differences
