{% set entities = [
    'appointment_assignments', 'appointments', 'business_units', 'call_reasons', 'campaigns', 'custom_fields',
    'customer_contacts', 'customers', 'employees', 'estimates', 'installed_equipment', 'invoice_items', 'invoices',
    'job_timesheets', 'job_types', 'jobs', 'location_contacts', 'locations', 'payments', 'pricebook_categories',
    'pricebook_equipment', 'pricebook_materials', 'pricebook_services', 'tag_types', 'teams', 'technicians',
    'user_roles', 'zones',
] %}

with

sync_state as (
    select * from {{ ref('stg_servicetitan__sync_state') }}
),

record_counts as (
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
),

final as (
    select
        tenant_id,
        entity,
        coalesce(record_counts.total_records, 0) as total_records,
        coalesce(record_counts.synced_24h, 0) as synced_24h,
        sync_state.last_sync_at as last_sync,
        sync_state.sync_status as last_status,
        sync_state.error_message as last_error,
        floor(extract(epoch from current_timestamp - sync_state.last_sync_at) / 60)::bigint as minutes_since_last_sync
    from sync_state
    full join record_counts using (tenant_id, entity)
)

select * from final
