"""The rows whose children are to be read: those that changed since, within the requests that a run may spend on it."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

from extract.resource import Endpoint

CURSOR = ("changed_at", "parent_id")
"""Fields of a cursor that say which parent was read last."""


class Parent(NamedTuple):
    """A row of a parent's table: its id as text, and when its version was read (text, to the microsecond)."""

    id: str
    changed_at: str


class Parents:
    """Parents of one tenant, and the budget of requests that all children of a run share. Safe for threads."""

    def __init__(self, connection: psycopg.Connection[Any], tenant_id: int, requests: int) -> None:
        self._connection, self._tenant = connection, tenant_id
        self._lock = threading.Lock()
        self._requests = requests

    def prepare(self, endpoint: Endpoint) -> None:
        """Make the index that parents are looked up by. Only where children are read: it costs every change a write."""
        index = f"st_{endpoint.parent}_by_change"
        if endpoint.every_parent or self._connection.execute(
            "select to_regclass(%s)", (f"raw.{index}",)
        ).fetchone() != (None,):
            return
        self._connection.execute(
            sql.SQL("create index if not exists {} on {} (tenant_id, fetched_at, st_id)").format(
                sql.Identifier(index), _table(endpoint)
            )
        )

    def granted(self, wanted: int) -> int:
        """Take up to so many requests from the budget: how many are granted."""
        with self._lock:
            granted = max(0, min(wanted, self._requests))
            self._requests -= granted
            return granted

    def spend(self, more: int) -> None:
        """Take requests made beyond those granted: a parent begun is read to its end."""
        with self._lock:
            self._requests -= more

    def after(self, endpoint: Endpoint, cursor: Mapping[str, Any], count: int) -> list[Parent]:
        """The next parents of a child endpoint to be read, those that changed longest ago first."""
        order = sql.SQL("st_id" if endpoint.every_parent else "fetched_at, st_id")
        query = sql.SQL(
            "select st_id::text, to_char(fetched_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') "
            "from {table} where {due} order by {order} limit {count}"
        ).format(table=_table(endpoint), due=self._due(endpoint, cursor), order=order, count=count)
        return [Parent(*row) for row in self._connection.execute(query).fetchall()]

    def left(self, endpoint: Endpoint, cursor: Mapping[str, Any]) -> int:
        """How many parents are still to be read."""
        query = sql.SQL("select count(*) from {table} where {due}")
        row = self._connection.execute(
            query.format(table=_table(endpoint), due=self._due(endpoint, cursor))
        ).fetchone()
        return int(row[0]) if row else 0

    def _due(self, endpoint: Endpoint, cursor: Mapping[str, Any]) -> sql.Composed:
        due = sql.SQL("tenant_id = {tenant} and deleted_at is null").format(tenant=self._tenant)
        if "parent_id" not in cursor:
            return due
        changed_at, last = (sql.Literal(cursor[name]) for name in CURSOR)
        beyond = "(fetched_at, st_id) > ({changed_at}::timestamptz, {last})"
        if endpoint.every_parent:
            beyond = "st_id > {last}"
        return due + sql.SQL(" and " + beyond).format(changed_at=changed_at, last=last)


def _table(endpoint: Endpoint) -> sql.Identifier:
    return sql.Identifier("raw", f"st_{endpoint.parent}")
