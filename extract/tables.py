"""Tables of schema `raw` that are no API resource: what the warehouse knows of its own syncs.

`pending_changes` and `changed_records` are how models learn what to build: a load job notes the table it changed and,
where `keys_noted`, every key it wrote; a build takes the notes that are there when it begins and deletes them when it
succeeded.

What is there already is looked up, not left to `if not exists`: that asks for rights, and for locks that would wait
for every reader of a table and make the next ones wait.
"""

COLUMNS_ADDED = (
    ("sync_state", "permitted boolean not null default true"),
    ("pending_changes", "keys_noted boolean not null default false"),
    ("pending_changes", "taken boolean not null default false"),
)
"""To tables of warehouses made before: table, and the column as it is declared below."""

INDEXES = {
    "sync_log_by_resource": "sync_log (tenant_id, module, started_at desc)",
    "sync_log_by_run": "sync_log (run_id)",
    "changed_records_by_entity": "changed_records (entity_type, change_id)",
}
"""By name: table and columns."""


def make_tables() -> bytes:
    """SQL that makes what is not there yet; without effect, and without a lock, on what is."""
    statements = [
        unless("to_regnamespace('raw') is not null", "create schema raw"),
        TABLES,
        *(
            unless(
                f"exists (select from pg_attribute where attrelid = 'raw.{table}'::regclass "
                f"and attname = '{column.split()[0]}')",
                f"alter table raw.{table} add column {column}",
            )
            for table, column in COLUMNS_ADDED
        ),
        *(
            unless(f"to_regclass('raw.{name}') is not null", f"create index {name} on raw.{columns}")
            for name, columns in INDEXES.items()
        ),
    ]
    return "; ".join(statements).encode()


def unless(condition: str, statement: str) -> str:
    """SQL that executes a statement unless the condition holds."""
    return f"do $$ begin if not ({condition}) then {statement}; end if; end $$"


TABLES = """
create table if not exists raw.sync_state (
    id bigint generated always as identity primary key,
    tenant_id bigint not null,
    entity_type text not null,
    last_sync_at timestamptz,
    last_full_sync_at timestamptz,
    last_sync_cursor text,
    sync_status text not null default 'idle' check (sync_status in ('idle', 'running', 'failed')),
    error_message text,
    records_synced bigint not null default 0,
    records_total bigint not null default 0,
    permitted boolean not null default true,
    unique (tenant_id, entity_type)
);
create table if not exists raw.sync_log (
    id bigint generated always as identity primary key,
    run_id text not null,
    tenant_id bigint not null,
    module text not null,
    sync_type text not null check (sync_type in ('full', 'incremental')),
    status text not null check (status in ('started', 'completed', 'failed')),
    triggered_by text not null,
    records_fetched bigint not null default 0,
    records_created bigint not null default 0,
    records_updated bigint not null default 0,
    records_unchanged bigint not null default 0,
    records_deleted bigint not null default 0,
    records_failed bigint not null default 0,
    error_message text,
    started_at timestamptz not null default now(),
    completed_at timestamptz,
    duration_ms bigint
);
create table if not exists raw.tenants (
    tenant_id bigint primary key,
    time_zone text not null
);
create table if not exists raw.load_files (
    file_id text primary key,
    load_id text not null,
    tenant_id bigint not null,
    entity_type text not null,
    created bigint not null,
    updated bigint not null,
    rejected bigint not null,
    error text,
    loaded_at timestamptz not null default now()
);
create table if not exists raw.seen_records (
    tenant_id bigint not null,
    entity_type text not null,
    key text not null,
    primary key (tenant_id, entity_type, key)
);
create table if not exists raw.pending_changes (
    id bigint generated always as identity primary key,
    tenant_id bigint not null,
    entity_type text not null,
    changed_at timestamptz not null default now(),
    keys_noted boolean not null default false,
    taken boolean not null default false
);
create table if not exists raw.changed_records (
    change_id bigint not null,
    tenant_id bigint not null,
    entity_type text not null,
    key text not null
);
create table if not exists raw.rejected_records (
    id bigint generated always as identity primary key,
    tenant_id bigint not null,
    entity_type text not null,
    object text not null,
    fetched_at timestamptz not null
);
create table if not exists raw.schema_drift (
    tenant_id bigint not null,
    entity_type text not null,
    field text not null,
    kind text not null check (kind in ('unknown field', 'other type')),
    sample_type text not null,
    sample text,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    occurrences bigint not null,
    primary key (tenant_id, entity_type, field, kind)
)
"""
