-- Tenants whose sums of money over all estimates differ between raw and st_estimates.
with

raw_estimates as (
    select * from {{ source('servicetitan', 'st_estimates') }}
),

modelled_estimates as (
    select * from {{ ref('st_estimates') }}
),

expected as (
    select
        tenant_id,
        sum(subtotal) as subtotal,
        sum(tax) as tax
    from raw_estimates
    group by tenant_id
),

actual as (
    select
        tenant_id,
        sum(subtotal) as subtotal,
        sum(tax) as tax
    from modelled_estimates
    group by tenant_id
),

differences as (
    select
        tenant_id,
        expected.subtotal as expected_subtotal,
        actual.subtotal as actual_subtotal,
        expected.tax as expected_tax,
        actual.tax as actual_tax
    from expected
    full join actual using (tenant_id)
    where
        expected.subtotal is distinct from actual.subtotal
        or expected.tax is distinct from actual.tax
)

select * from differences
