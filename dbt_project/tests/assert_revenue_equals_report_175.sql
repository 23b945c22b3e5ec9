-- Months and business units whose revenue is not, to the cent, what ServiceTitan's report 175 says. Nothing to compare
-- as long as the report is not listed. mart_revenue_differences shows the invoices behind each row.
with

revenue_check as (
    select * from {{ ref('mart_revenue_check') }}
)

select * from revenue_check
where status = 'different'
