"""What has to be built, kept in the database until it is.

Load jobs note changed raw tables, and the records they changed, in `raw.pending_changes` and `raw.changed_records` in
their own transaction; models note the rows they changed in `staging.changed_rows` in theirs. Notes go only when a build
that began after them succeeded: a run that was killed leaves them to the next one. A build reads the records whose
change it has taken, so that what is loaded meanwhile waits for the next. `raw.transform_state` holds the checksum of
the dbt project last built in full, so that a changed model is built without waiting for the night.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg

from extract.tables import unless

_TABLES = """
create table if not exists raw.transform_state (
    target text primary key, project_checksum text not null, built_at timestamptz not null
);
create table if not exists staging.changed_rows (
    id bigint generated always as identity, model text not null, tenant_id bigint, old_row jsonb, new_row jsonb
)
"""
_INDEX = "create index changed_rows_by_model on staging.changed_rows (model)"
_LOCK = 0x5452414E
"""Advisory lock: one build of production's schemas at a time, whichever tenant asked for it."""


@dataclass(frozen=True)
class Pending:
    """What a build has taken: ids of changes, the resources they are of, and models that left news to others."""

    changes: tuple[int, ...]
    resources: tuple[str, ...]
    models: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        return not self.resources and not self.models


def wait_for_others(connection: psycopg.Connection[Any]) -> None:
    """Wait until no other build of production runs; none begins until the connection is closed."""
    connection.execute("select pg_advisory_lock(%s)", (_LOCK,))


def begin(connection: psycopg.Connection[Any]) -> None:
    """Wait until no other build runs, and see that what is noted has its place."""
    wait_for_others(connection)
    made = "; ".join(
        [
            unless("to_regnamespace('staging') is not null", "create schema staging"),
            _TABLES,
            unless("to_regclass('staging.changed_rows_by_model') is not null", _INDEX),
        ]
    )
    connection.execute(made.encode())


def built_checksum(connection: psycopg.Connection[Any], target: str) -> str | None:
    """Checksum of the project last built in full."""
    row = connection.execute(
        "select project_checksum from raw.transform_state where target = %s", (target,)
    ).fetchone()
    return None if row is None else str(row[0])


def take(connection: psycopg.Connection[Any]) -> Pending:
    """Take every change that is noted now."""
    with connection.transaction():
        connection.execute("update raw.pending_changes set taken = true where not taken")
        changes = connection.execute(
            "select id, entity_type from raw.pending_changes where taken order by id"
        ).fetchall()
        models = connection.execute("select distinct model from staging.changed_rows order by 1").fetchall()
    return Pending(
        tuple(number for number, _ in changes),
        tuple(sorted({entity_type for _, entity_type in changes})),
        tuple(name for (name,) in models),
    )


def settle(connection: psycopg.Connection[Any], pending: Pending, target: str, checksum: str | None) -> None:
    """Note that what was taken is built; with a checksum, that the whole project is."""
    changes = list(pending.changes)
    with connection.transaction():
        connection.execute("delete from raw.pending_changes where id = any(%s)", (changes,))
        connection.execute("delete from raw.changed_records where change_id = any(%s)", (changes,))
        connection.execute("truncate staging.changed_rows")
        if checksum is not None:
            connection.execute(
                """
                insert into raw.transform_state values (%s, %s, now())
                on conflict (target) do update set project_checksum = excluded.project_checksum, built_at = now()
                """,
                (target, checksum),
            )
