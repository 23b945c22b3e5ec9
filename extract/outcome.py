"""How one resource's part of a run ended, and where that is written: `raw.sync_log` and `raw.sync_state`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from extract.catalog import Resource


@dataclass(frozen=True)
class Loaded:
    """What the load jobs of one resource did. `error` is set when PostgreSQL refused a file."""

    created: int = 0
    updated: int = 0
    rejected: int = 0
    error: str | None = None


@dataclass(frozen=True)
class Outcome:
    """How one resource's part of a run ended; counts are records, times are UTC."""

    entity_type: str
    full: bool
    fetched: int
    loaded: Loaded
    deleted: int
    error: str | None
    notice: str | None = None
    """Something to tell beside success, such as deletions that were not marked."""
    denied: str | None = None
    """Why the resource may not be read at all: a state to report, not a failure."""


def write_outcome(
    connection: psycopg.Connection[Any], tenant_id: int, run_id: str, resource: Resource, outcome: Outcome
) -> None:
    """Close the resource's row in the log, and say in its state what came of the run; in one transaction."""
    with connection.transaction():
        _finish_log(connection, tenant_id, run_id, outcome)
        _finish_state(connection, tenant_id, resource, outcome)
        connection.execute(
            "delete from raw.load_files where tenant_id = %s and entity_type = %s",
            (tenant_id, outcome.entity_type),
        )


def _finish_log(connection: psycopg.Connection[Any], tenant_id: int, run_id: str, outcome: Outcome) -> None:
    loaded = outcome.loaded
    connection.execute(
        """
        update raw.sync_log set status = %s, records_fetched = %s, records_created = %s, records_updated = %s,
            records_unchanged = %s, records_deleted = %s, records_failed = %s, error_message = %s,
            completed_at = clock_timestamp(),
            duration_ms = extract(epoch from clock_timestamp() - started_at) * 1000
        where run_id = %s and tenant_id = %s and module = %s
        """,
        (
            "failed" if outcome.error else "completed",
            outcome.fetched,
            loaded.created,
            loaded.updated,
            max(0, outcome.fetched - loaded.created - loaded.updated - loaded.rejected),
            outcome.deleted,
            loaded.rejected,
            outcome.error or outcome.denied or outcome.notice,
            run_id,
            tenant_id,
            outcome.entity_type,
        ),
    )


def _finish_state(
    connection: psycopg.Connection[Any], tenant_id: int, resource: Resource, outcome: Outcome
) -> None:
    key = (tenant_id, resource.name)
    if outcome.error:
        connection.execute(
            "update raw.sync_state set sync_status = 'failed', error_message = %s, "
            "records_total = records_total + %s where tenant_id = %s and entity_type = %s",
            (outcome.error, outcome.loaded.created, *key),
        )
        return
    if outcome.denied:
        connection.execute(
            "update raw.sync_state set sync_status = 'idle', permitted = false, error_message = %s "
            "where tenant_id = %s and entity_type = %s",
            (outcome.denied, *key),
        )
        return
    total = sql.SQL("records_total + {}").format(sql.Literal(outcome.loaded.created))
    if outcome.full:
        total = sql.SQL("(select count(*) from {} where tenant_id = {})").format(
            sql.Identifier("raw", resource.table), sql.Literal(tenant_id)
        )
    connection.execute(
        sql.SQL(
            """
            update raw.sync_state set sync_status = 'idle', permitted = true, error_message = null,
                last_sync_at = clock_timestamp(),
                last_full_sync_at = case when %s then clock_timestamp() else last_full_sync_at end,
                records_synced = %s, records_total = {}
            where tenant_id = %s and entity_type = %s
            """
        ).format(total),
        (outcome.full, outcome.fetched, *key),
    )
