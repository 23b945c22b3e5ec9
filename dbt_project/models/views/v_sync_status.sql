with

sync_state as (
    select * from {{ ref('stg_servicetitan__sync_state') }}
),

record_counts as (
    select * from {{ ref('int_record_counts') }}
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
