select
    id,
    run_id,
    tenant_id,
    module as entity,
    sync_type,
    status,
    triggered_by,
    error_message,
    records_fetched,
    records_created,
    records_updated,
    records_unchanged,
    records_deleted,
    records_failed,
    started_at,
    completed_at,
    duration_ms
from {{ source('warehouse', 'sync_log') }}
