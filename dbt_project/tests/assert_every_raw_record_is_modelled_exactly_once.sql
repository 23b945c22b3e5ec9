-- One row per raw table and tenant whose number of records differs between raw and the modelled table.
{% set resources = [
    'appointments', 'business_units', 'call_reasons', 'campaigns', 'custom_fields', 'customers', 'estimates',
    'installed_equipment', 'invoices', 'job_types', 'jobs', 'locations', 'payments', 'tag_types', 'technicians',
] %}

with

raw_counts as (
    {% for resource in resources %}
    select
        '{{ resource }}' as resource,
        tenant_id,
        count(*) as records
    from {{ source('servicetitan', 'st_' ~ resource) }}
    group by tenant_id
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

modelled_counts as (
    {% for resource in resources %}
    select
        '{{ resource }}' as resource,
        tenant_id,
        count(*) as records
    from {{ ref('st_' ~ resource) }}
    group by tenant_id
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

differences as (
    select
        resource,
        tenant_id,
        raw_counts.records as raw_records,
        modelled_counts.records as modelled_records
    from raw_counts
    full join modelled_counts using (resource, tenant_id)
    where raw_counts.records is distinct from modelled_counts.records
)

select * from differences
