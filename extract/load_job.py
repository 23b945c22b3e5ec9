"""The load job: one file of API objects into its raw table, in one transaction, once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import psycopg2  # dlt's driver
from dlt.common.destination.client import RunnableLoadJob
from dlt.common.storages.load_package import ParsedLoadJobFileName

from extract import findings, upsert
from extract.catalog import Resource

COPY_BUFFER_BYTES = 1 << 20
SORT_MEMORY = "64MB"

TOO_MUCH = (psycopg2.errors.ProgramLimitExceeded, psycopg2.errors.StatementTooComplex)
"""A key longer than an index takes, or nesting deeper than the server's stack: to the driver they are outages."""
REFUSALS = (
    psycopg2.DataError,
    psycopg2.IntegrityError,
    psycopg2.InternalError,
    psycopg2.NotSupportedError,
    psycopg2.ProgrammingError,
    *TOO_MUCH,
)
"""Trying again cannot help; what is left, such as a lost connection, dlt tries again."""

Stored = Literal["none", "some", "tracked"]
"""What is stored of a resource: likely nothing; something; something, and the keys that come now are to be noted, so
that those that do not can be found."""


class UpsertJob(RunnableLoadJob):
    """Loads one file of API objects; a file that is recorded as loaded is not loaded again.

    There are three ways, each for what the one before cannot do: insert, upsert, and upsert value by value. A refusal
    by PostgreSQL that the last cannot cure is recorded for the file and ends the job as completed: it must cost this
    resource only, which is then read again from where it was before.
    """

    def __init__(self, file_path: str, resource: Resource, tenant_id: int, stored: Stored) -> None:
        super().__init__(file_path)
        self._resource, self._tenant, self._stored = resource, tenant_id, stored
        self._file_id = ParsedLoadJobFileName.parse(file_path).file_id
        self._dataset = ""

    def run(self) -> None:
        """Called by dlt, in a thread of its own."""
        sql_client: Any = self._job_client.sql_client  # type: ignore[attr-defined]
        connection = sql_client.native_connection
        self._dataset = sql_client.fully_qualified_dataset_name()
        connection.autocommit = False
        try:
            with connection.cursor() as cursor:
                self._load(cursor)
            connection.commit()
        except REFUSALS as error:
            connection.rollback()
            with connection.cursor() as cursor:
                self._record(cursor, (0, 0), rejected=0, error=str(error).split("\n")[0])
            connection.commit()
        finally:
            if not connection.closed:
                connection.rollback()
                connection.autocommit = True

    def _load(self, cursor: Any) -> None:
        cursor.execute(
            # The cursors that make a file count are committed later, and durably, which takes the file with them.
            "set local synchronous_commit = off; "
            "set local timezone = 'UTC'; set local client_encoding = 'UTF8'; "
            f"set local work_mem = '{SORT_MEMORY}'; set local statement_timeout = 0"
        )
        cursor.execute(f"select from {self._dataset}.load_files where file_id = %s", (self._file_id,))
        if cursor.fetchone() is not None:
            return
        cursor.execute(f"select nextval(pg_get_serial_sequence('{self._dataset}.pending_changes', 'id'))")
        (change,) = cursor.fetchone()
        cursor.execute("savepoint before_copy")
        rejected, source = 0, "incoming"
        try:
            self._copy(cursor, "jsonb")
            created, updated, noted = self._insert(cursor) or self._upsert(cursor)
        except (psycopg2.DataError, psycopg2.IntegrityError, *TOO_MUCH):
            cursor.execute("rollback to savepoint before_copy")
            created, updated, noted, rejected = self._upsert_carefully(cursor)
            source = "parsed"
        if self._resource.known_fields:
            cursor.execute(findings.unknown_fields(self._resource, self._dataset, source))
        self._record(cursor, (created, updated), rejected)
        if created + updated:
            self._note_change(cursor, change, keys_noted=noted)

    def _copy(self, cursor: Any, object_type: str) -> None:
        cursor.execute(upsert.CREATE_INCOMING.format(object_type=object_type))
        with Path(self._file_path).open("rb") as rows:
            cursor.copy_expert(upsert.COPY, rows, size=COPY_BUFFER_BYTES)

    def _insert(self, cursor: Any) -> tuple[int, int, bool] | None:
        """Created, updated, and whether the keys are noted; None where records are stored already or come twice.

        Rows are inserted as they came: two files that share records may do so in different orders, and a deadlock then
        means no more than that records come twice.
        """
        if self._stored != "none":
            return None
        cursor.execute("savepoint before_insert")
        try:
            cursor.execute(upsert.first_insert(self._dataset, self._resource))
        except (psycopg2.errors.UniqueViolation, psycopg2.errors.DeadlockDetected):
            cursor.execute("rollback to savepoint before_insert")
            return None
        return cursor.rowcount, 0, False

    def _upsert(self, cursor: Any) -> tuple[int, int, bool]:
        tracked = self._stored == "tracked"
        cursor.execute(upsert.fast_upsert(self._dataset, self._resource, whole=tracked))
        created, updated = cursor.fetchone()
        if tracked:
            cursor.execute(upsert.seen(self._resource, self._dataset, "incoming"))
        return created, updated, created + updated <= upsert.MOST_KEYS_NOTED

    def _upsert_carefully(self, cursor: Any) -> tuple[int, int, bool, int]:
        """As `_upsert`, and how many objects no row could be made of."""
        tracked = self._stored == "tracked"
        self._copy(cursor, "text")
        for function in upsert.try_functions():
            cursor.execute(function)
        cursor.execute(upsert.PARSE_CAREFULLY)
        cursor.execute(upsert.careful_upsert(self._dataset, self._resource, whole=tracked))
        created, updated = cursor.fetchone()
        if tracked:
            cursor.execute(upsert.seen(self._resource, self._dataset, "parsed"))
        cursor.execute(findings.drift(self._resource, self._dataset))
        cursor.execute(findings.rejected(self._resource, self._dataset))
        (rejected,) = cursor.fetchone()
        return created, updated, created + updated <= upsert.MOST_KEYS_NOTED, rejected

    def _record(self, cursor: Any, counts: tuple[int, int], rejected: int, error: str | None = None) -> None:
        cursor.execute(
            f"""
            insert into {self._dataset}.load_files
                (tenant_id, entity_type, file_id, load_id, created, updated, rejected, error)
            values (%s, %s, %s, %s, %s, %s, %s, %s) on conflict (file_id) do nothing
            """,
            (self._tenant, self._resource.name, self._file_id, self._load_id, *counts, rejected, error),
        )

    def _note_change(self, cursor: Any, change: int, *, keys_noted: bool) -> None:
        """Tell the models what to do; `keys_noted` says that `changed_records` names every row."""
        cursor.execute(
            f"""
            insert into {self._dataset}.pending_changes (id, tenant_id, entity_type, keys_noted)
            overriding system value values (%s, %s, %s, %s)
            """,
            (change, self._tenant, self._resource.name, keys_noted),
        )
