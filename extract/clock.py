"""One clock for what the warehouse keeps of a record: the database's.

When a version was read is compared with when others were and with when a row was marked as deleted, which PostgreSQL
says; and the machines that read into one warehouse may disagree by minutes.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg


def database_ahead(connection: psycopg.Connection[Any]) -> timedelta:
    """How far the database's clock is ahead of this machine's; to the time a short query takes."""
    asked = datetime.now(UTC)
    (there,) = connection.execute("select clock_timestamp()").fetchone() or (asked,)
    ahead: timedelta = there - (asked + (datetime.now(UTC) - asked) / 2)
    return ahead
