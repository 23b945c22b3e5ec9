-- Tenants where the invoice sums of all jobs, with those of invoices of no known job, are not the whole.
with

raw_invoices as (
    select * from {{ source('servicetitan', 'st_invoices') }}
),

jobs as (
    select * from {{ ref('st_jobs') }}
),

counting_invoices as materialized (
    select
        tenant_id,
        {{ to_bigint("full_data #>> '{job,id}'") }} as job_id,
        total,
        balance
    from raw_invoices
    where
        coalesce(active, true)
        and deleted_at is null
),

counted_invoices as (
    select
        counting_invoices.tenant_id,
        sum(counting_invoices.total) as total,
        sum(counting_invoices.balance) as balance,
        sum(counting_invoices.total) filter (where jobs.st_id is null) as stray_total,
        sum(counting_invoices.balance) filter (where jobs.st_id is null) as stray_balance
    from counting_invoices
    left join jobs
        on
            counting_invoices.tenant_id = jobs.tenant_id
            and counting_invoices.job_id = jobs.st_id
    group by counting_invoices.tenant_id
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
