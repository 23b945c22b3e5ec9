with

sync_state as (
    select * from {{ ref('stg_servicetitan__sync_state') }}
),

sync_log as (
    select * from {{ ref('stg_servicetitan__sync_log') }}
),

final as (
    select
        sync_state.tenant_id,
        sync_state.entity,
        sync_state.records_total as total_records,
        recent_runs.versions as synced_24h,
        sync_state.last_sync_at as last_sync,
        sync_state.sync_status as last_status,
        sync_state.error_message as last_error,
        floor(extract(epoch from current_timestamp - sync_state.last_sync_at) / 60)::bigint as minutes_since_last_sync
    from sync_state
    -- For each row of the state rather than joined to one sum over the log: the log's index then finds the few runs.
    cross join lateral (
        select coalesce(sum(sync_log.records_created + sync_log.records_updated), 0)::bigint as versions
        from sync_log
        where
            sync_log.tenant_id = sync_state.tenant_id
            and sync_log.entity = sync_state.entity
            and sync_log.started_at >= current_timestamp - interval '24 hours'
    ) as recent_runs
)

select * from final
