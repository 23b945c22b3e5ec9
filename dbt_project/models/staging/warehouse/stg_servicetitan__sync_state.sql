select
    tenant_id,
    entity_type as entity,
    sync_status,
    error_message,
    last_sync_at,
    last_full_sync_at,
    last_sync_cursor,
    records_synced,
    records_total
from {{ source('warehouse', 'sync_state') }}
