"""What the warehouse knows of its own syncs: `raw.sync_state`, `raw.sync_log` and the tables beside them.

Cursors are kept here, in the same database as the rows they stand for, and only after those rows are committed: a
killed run, a lost working folder or a restored backup never leaves a cursor ahead of the data.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from extract.catalog import Resource
from extract.killed_runs import account_for_killed_runs
from extract.outcome import Loaded, Outcome, write_outcome
from extract.tables import make_tables

KEPT_DAYS = 90
OPTIONS = "-c timezone=UTC -c idle_session_timeout=0 -c statement_timeout=0"
"""Of the connection that holds the lock: it is idle while a round is read, however long that takes."""
_LOCK_SPACE = 0x57415245
"""First key of the advisory lock; the second is made of the tenant."""


class OtherSourceError(Exception):
    """The stored cursors belong to another API host; its name is the message."""


class Ledger:
    """The bookkeeping of one tenant over one connection (autocommit)."""

    def __init__(self, connection: psycopg.Connection[Any], tenant_id: int) -> None:
        self._connection = connection
        self._tenant = tenant_id

    def _rows(self, query: sql.Composed | LiteralString, *values: Any) -> list[dict[str, Any]]:
        with self._connection.cursor(row_factory=dict_row) as cursor:
            cursor.execute(query, values)
            return cursor.fetchall() if cursor.description else []

    def try_lock(self) -> bool:
        """Take the tenant's lock for as long as the connection lives; False when another run holds it."""
        (row,) = self._rows(
            "select pg_try_advisory_lock(%s, hashtext(%s::text)) as got", _LOCK_SPACE, self._tenant
        )
        return bool(row["got"])

    @contextmanager
    def lock(self) -> Iterator[bool]:
        """Hold the tenant's lock within the block; False when another run holds it.

        It is let go by word: the server may notice the end of a connection only after the next run has begun.
        """
        got = self.try_lock()
        try:
            yield got
        finally:
            if got:
                # A connection that is of no use any more takes the lock along when it is closed.
                with suppress(psycopg.Error):
                    self._rows("select pg_advisory_unlock(%s, hashtext(%s::text))", _LOCK_SPACE, self._tenant)

    def prepare(self) -> None:
        """Make the tables, let go of what is older than KEPT_DAYS, and close what a killed run left open."""
        with self._connection.transaction():
            self._rows("select pg_advisory_xact_lock(%s)", _LOCK_SPACE)
            self._connection.execute(make_tables())
        self._rows(
            "delete from raw.sync_log where tenant_id = %s and started_at < now() - make_interval(days => %s)",
            self._tenant,
            KEPT_DAYS,
        )
        account_for_killed_runs(self._connection, self._tenant)

    def cursors(self, source: str) -> dict[str, dict[str, Any]]:
        """Per resource that has ever been read: its endpoints' cursors.

        Raises:
            OtherSourceError: they were kept for another `source` (the API's host), whose tokens and times say nothing.
        """
        rows = self._rows(
            "select entity_type, last_sync_cursor from raw.sync_state "
            "where tenant_id = %s and last_sync_cursor is not null",
            self._tenant,
        )
        kept = {row["entity_type"]: json.loads(row["last_sync_cursor"]) for row in rows}
        for cursors in kept.values():
            if cursors["source"] != source:
                raise OtherSourceError(cursors["source"])
        return {entity_type: cursors["endpoints"] for entity_type, cursors in kept.items()}

    def last_reads(self) -> dict[str, datetime]:
        """When each resource that was ever read to its end was so last."""
        rows = self._rows(
            "select entity_type, last_sync_at from raw.sync_state "
            "where tenant_id = %s and last_sync_at is not null",
            self._tenant,
        )
        return {row["entity_type"]: row["last_sync_at"] for row in rows}

    def denied(self) -> set[str]:
        """Resources that the last attempt was not permitted to read."""
        rows = self._rows(
            "select entity_type from raw.sync_state where tenant_id = %s and not permitted", self._tenant
        )
        return {row["entity_type"] for row in rows}

    def keep_cursors(self, source: str, cursors: Mapping[str, Mapping[str, Any]]) -> None:
        """Store what a loaded round reached, per resource and endpoint."""
        with self._connection.transaction():
            for entity_type, by_endpoint in cursors.items():
                self._rows(
                    "update raw.sync_state set last_sync_cursor = %s where tenant_id = %s and entity_type = %s",
                    json.dumps({"source": source, "endpoints": by_endpoint}),
                    self._tenant,
                    entity_type,
                )

    def begin(self, run_id: str, triggered_by: str, sync_types: Mapping[str, str]) -> None:
        """Open the run: one `sync_log` row per resource, `sync_state` running."""
        with self._connection.transaction():
            for entity_type, sync_type in sync_types.items():
                self._rows(
                    """
                    insert into raw.sync_state (tenant_id, entity_type, sync_status) values (%s, %s, 'running')
                    on conflict (tenant_id, entity_type) do update set sync_status = 'running', error_message = null
                    """,
                    self._tenant,
                    entity_type,
                )
                self._rows(
                    """
                    insert into raw.sync_log (run_id, tenant_id, module, sync_type, status, triggered_by)
                    values (%s, %s, %s, %s, 'started', %s)
                    """,
                    run_id,
                    self._tenant,
                    entity_type,
                    sync_type,
                    triggered_by,
                )

    def loaded(self, load_ids: Iterable[str]) -> dict[str, Loaded]:
        """What the jobs of these load packages did, per resource."""
        rows = self._rows(
            """
            select entity_type, sum(created)::bigint as created, sum(updated)::bigint as updated,
                sum(rejected)::bigint as rejected, min(error) as error
            from raw.load_files where load_id = any(%s) group by entity_type
            """,
            list(load_ids),
        )
        return {row.pop("entity_type"): Loaded(**row) for row in rows}

    def analyze(self, resource: Resource) -> None:
        """Refresh a table's statistics: a table just filled has none, and models over it are planned blindly.

        A small sample does until autovacuum takes a large one.
        """
        with self._connection.transaction():
            self._connection.execute("set local default_statistics_target = 10")
            self._connection.execute(sql.SQL("analyze {}").format(sql.Identifier("raw", resource.table)))

    def abandon(self, run_id: str, reason: str) -> None:
        """Close what is still open of a run that came to an early end."""
        with self._connection.transaction():
            self._rows(
                """
                update raw.sync_log set status = 'failed', error_message = %s, completed_at = clock_timestamp(),
                    duration_ms = extract(epoch from clock_timestamp() - started_at) * 1000
                where run_id = %s and status = 'started'
                """,
                reason,
                run_id,
            )
            self._rows(
                """
                update raw.sync_state set sync_status = 'failed', error_message = %s
                where tenant_id = %s and sync_status = 'running'
                """,
                reason,
                self._tenant,
            )

    @contextmanager
    def making_tables(self) -> Iterator[None]:
        """Hold off other tenants' runs that would make the same tables at the same time."""
        self._rows("select pg_advisory_lock(%s)", _LOCK_SPACE)
        try:
            yield
        finally:
            self._rows("select pg_advisory_unlock(%s)", _LOCK_SPACE)

    def finish(self, run_id: str, resources: Mapping[str, Resource], outcomes: Sequence[Outcome]) -> None:
        """Close the run for the resources whose outcome is known."""
        for outcome in outcomes:
            write_outcome(self._connection, self._tenant, run_id, resources[outcome.entity_type], outcome)


def connect(url: str) -> psycopg.Connection[Any]:
    """A connection for the ledger, in autocommit and UTC."""
    return psycopg.connect(
        url, autocommit=True, client_encoding="UTF8", options=OPTIONS, application_name="servicetitan sync"
    )
