"""Load jobs of one package hand their connections on.

Making one, and the server's first steps in it, take longer than loading the file of a small table. They are kept no
longer than the package takes, because a server may end what is idle.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dlt.destinations.impl.postgres.sql_client import Psycopg2SqlClient
from psycopg2.extensions import TRANSACTION_STATUS_IDLE


class _Kept:
    """Idle connections by what they were opened with, for as long as any load of this process wants them kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loads = 0
        self._idle: dict[str, list[Any]] = {}

    def begin(self) -> None:
        with self._lock:
            self._loads += 1

    def end(self) -> None:
        with self._lock:
            self._loads -= 1
            idle = [] if self._loads else [one for kept in self._idle.values() for one in kept]
            if not self._loads:
                self._idle.clear()
        for connection in idle:
            connection.close()

    def take(self, address: str) -> Any:
        with self._lock:
            kept = self._idle.get(address)
            return kept.pop() if kept else None

    def give(self, address: str, connection: Any) -> bool:
        """Whether it is kept; one that is broken or in a transaction is not."""
        sound = not connection.closed and connection.get_transaction_status() == TRANSACTION_STATUS_IDLE
        with self._lock:
            if sound and self._loads:
                self._idle.setdefault(address, []).append(connection)
                return True
            return False


_kept = _Kept()


@contextmanager
def kept_connections() -> Iterator[None]:
    """Within this block connections to a warehouse are handed on instead of closed."""
    _kept.begin()
    try:
        yield
    finally:
        _kept.end()


class KeptSqlClient(Psycopg2SqlClient):
    """dlt's client of PostgreSQL, with connections that others had before."""

    @property
    def _address(self) -> str:
        return f"{self.credentials.to_native_representation()} {self.fully_qualified_dataset_name()}"

    def open_connection(self) -> Any:
        self._conn = _kept.take(self._address)
        return self._conn or super().open_connection()

    def close_connection(self) -> None:
        if self._conn is not None and _kept.give(self._address, self._conn):
            self._conn = None
        else:
            super().close_connection()
