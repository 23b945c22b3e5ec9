"""`sync_log` and `sync_state` of custom reports.

Reports have a lock of their own beside the tenant's: reading one a minute, a backfill takes hours, and the resources
must not wait for it. For the same reason a report's state is never `running`: that means a run under the tenant's lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from extract.catalog import catalog
from extract.custom_reports_progress import PROGRESS_TABLES
from extract.custom_reports_store import Change
from extract.tables import make_tables

_REPORT_LOCK = 0x5250544C
"""First key of the advisory lock; the second is made of the tenant."""


@contextmanager
def report_lock(connection: psycopg.Connection[Any], tenant_id: int) -> Iterator[bool]:
    """Hold the lock on a tenant's reports; False when another run holds it.

    It is let go by word: the server may notice the end of a connection only after the next run has begun.
    """
    key = (_REPORT_LOCK, tenant_id)
    row = connection.execute("select pg_try_advisory_lock(%s, hashtext(%s::text))", key).fetchone()
    got = bool(row and row[0])
    try:
        yield got
    finally:
        if got and not connection.broken:
            connection.execute("select pg_advisory_unlock(%s, hashtext(%s::text))", key)


def prepare_books(connection: psycopg.Connection[Any], tenant_id: int) -> None:
    """Make the tables, and close what a killed run left open: the caller holds the lock, so no report is being read."""
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(%s)", (_REPORT_LOCK,))
        (there,) = connection.execute("select to_regclass('raw.schema_drift')").fetchone() or (None,)
        if there is None:
            connection.execute(make_tables())
        connection.execute(PROGRESS_TABLES)
    connection.execute(
        "update raw.sync_log set status = 'failed', error_message = 'the run was interrupted', completed_at = now(), "
        "duration_ms = extract(epoch from now() - started_at) * 1000 "
        "where tenant_id = %s and module <> all(%s) and status = 'started'",
        (tenant_id, list(catalog())),
    )


class ReportBooks:
    """The log and state of one report in one run."""

    def __init__(self, connection: psycopg.Connection[Any], tenant_id: int, run_id: str, report: str) -> None:
        self._connection, self._tenant, self._run_id, self._report = connection, tenant_id, run_id, report

    def begin(self, sync_type: str, triggered_by: str) -> None:
        """Open the log's row."""
        self._connection.execute(
            "insert into raw.sync_log (run_id, tenant_id, module, sync_type, status, triggered_by) "
            "values (%s, %s, %s, %s, 'started', %s)",
            (self._run_id, self._tenant, self._report, sync_type, triggered_by),
        )

    def finish(
        self, change: Change, total: int, error: str | None, notice: str | None, *, full: bool
    ) -> None:
        """Close it; `total` is the rows the tenant has of the report now."""
        with self._connection.transaction():
            self._connection.execute(
                """
                update raw.sync_log set status = %s, records_fetched = %s, records_created = %s, records_updated = %s,
                    records_unchanged = %s, records_deleted = %s, error_message = %s, completed_at = clock_timestamp(),
                    duration_ms = extract(epoch from clock_timestamp() - started_at) * 1000
                where run_id = %s and tenant_id = %s and module = %s
                """,
                (
                    "failed" if error else "completed",
                    change.fetched,
                    change.created,
                    change.updated,
                    change.fetched - change.created - change.updated,
                    change.deleted,
                    error or notice,
                    self._run_id,
                    self._tenant,
                    self._report,
                ),
            )
            self._connection.execute(
                """
                insert into raw.sync_state as state (tenant_id, entity_type, sync_status, error_message, last_sync_at,
                    last_full_sync_at, records_synced, records_total)
                values (%(tenant)s, %(report)s, %(status)s, %(error)s,
                    case when %(ok)s then clock_timestamp() end,
                    case when %(ok)s and %(full)s then clock_timestamp() end, %(fetched)s, %(total)s)
                on conflict (tenant_id, entity_type) do update
                set sync_status = excluded.sync_status, error_message = excluded.error_message,
                    last_sync_at = coalesce(excluded.last_sync_at, state.last_sync_at),
                    last_full_sync_at = coalesce(excluded.last_full_sync_at, state.last_full_sync_at),
                    records_synced = excluded.records_synced, records_total = excluded.records_total
                """,
                {
                    "tenant": self._tenant,
                    "report": self._report,
                    "status": "failed" if error else "idle",
                    "error": error,
                    "ok": error is None,
                    "full": full,
                    "fetched": change.fetched,
                    "total": total,
                },
            )
