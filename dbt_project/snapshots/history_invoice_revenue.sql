{% snapshot history_invoice_revenue %}

{{
    config(
        alias='invoice_revenue',
        strategy='check',
        updated_at='now()',
        check_cols=['revenue_kind', 'revenue_date', 'revenue'],
        hard_deletes='invalidate',
        unique_key=['tenant_id', 'invoice_id', 'business_unit_id'],
        scope='invoice_id',
        changed_by=[{'rows': 'fct_invoice_revenue', 'column': 'invoice_id'}],
        indexes=[
            {'columns': ['tenant_id', 'invoice_id', 'business_unit_id', 'valid_from'], 'unique': true},
            {'columns': ['tenant_id', 'valid_from']},
            {'columns': ['dbt_scd_id']},
        ],
    )
}}

with

invoice_revenue as (
    select * from {{ ref('fct_invoice_revenue') }}
    where {{ in_scope('invoice_id') }}
),

sync_state as (
    select * from {{ ref('stg_servicetitan__sync_state') }}
),

-- What a first sync has still to read is no change of a figure: history begins when all of it is there, and then with
-- all of the tenant's invoices at once.
tenants as (
    {% if scope_of_run() is none -%}
    select tenant_id
    from sync_state
    where
        entity in ('jobs', 'invoices')
        and last_sync_at is not null
    group by tenant_id
    having count(*) = 2
    {%- else -%}
    select tenant_id
    from (select distinct tenant_id from sync_state) as synced
    where exists (select 1 from {{ this }} as history where history.tenant_id = synced.tenant_id)
    {%- endif %}
)

select
    invoice_revenue.tenant_id,
    invoice_revenue.invoice_id,
    invoice_revenue.business_unit_id,
    invoice_revenue.job_id,
    invoice_revenue.revenue_kind,
    invoice_revenue.revenue_date,
    invoice_revenue.revenue
from invoice_revenue
inner join tenants on invoice_revenue.tenant_id = tenants.tenant_id

{% endsnapshot %}
