-- The current versions of revenue's history are the revenue of now, for tenants that have a history.
with

current_versions as (
    select
        tenant_id,
        invoice_id,
        business_unit_id,
        revenue_kind,
        revenue_date,
        revenue
    from {{ ref('history_invoice_revenue') }}
    where valid_to = '9999-12-31 00:00+00'
),

revenue as (
    select
        tenant_id,
        invoice_id,
        business_unit_id,
        revenue_kind,
        revenue_date,
        revenue
    from {{ ref('fct_invoice_revenue') }}
    where tenant_id in (select current_versions.tenant_id from current_versions)
),

gone as (
    select * from revenue
    except
    select * from current_versions
),

invented as (
    select * from current_versions
    except
    select * from revenue
),

differences as (
    select * from gone
    union all
    select * from invented
)

select * from differences
