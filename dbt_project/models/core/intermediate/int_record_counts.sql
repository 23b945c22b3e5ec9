{{ config(materialized='ephemeral') }}

{% set entities = [
    'appointment_assignments', 'appointments', 'business_units', 'call_reasons', 'campaigns', 'custom_fields',
    'customer_contacts', 'customers', 'employees', 'estimates', 'installed_equipment', 'invoice_items', 'invoices',
    'job_timesheets', 'job_types', 'jobs', 'location_contacts', 'locations', 'payments', 'pricebook_categories',
    'pricebook_equipment', 'pricebook_materials', 'pricebook_services', 'tag_types', 'teams', 'technicians',
    'user_roles', 'zones',
] %}

with

counts as (
    {%- for entity in entities %}
    select
        tenant_id,
        '{{ entity }}' as entity,
        count(*) as total_records,
        count(*) filter (where last_synced_at >= current_timestamp - interval '24 hours') as synced_24h
    from {{ ref('stg_servicetitan__' ~ entity) }}
    group by tenant_id
    {%- if not loop.last %}

    union all
    {% endif %}
    {%- endfor %}
)

select * from counts
