"""What has to be built, kept in the database until it is.

Load jobs note changed raw tables, and the records they changed, in `raw.pending_changes` and `raw.changed_records` in
their own transaction; models note the rows they changed in `staging.changed_rows` in theirs. Notes go only when a build
that began after them succeeded: a run that was killed leaves them to the next one. A build reads the records whose
change it has taken, so that what is loaded meanwhile waits for the next. `raw.transform_state` holds the checksum of
the dbt project last built in full, so that a changed model is built without waiting for the night, and the sources its
stored models stand on, so that a run in which only others changed need not load dbt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg

from extract.tables import unless

_TABLES = """
create table if not exists raw.transform_state (
    target text primary key, project_checksum text not null, built_at timestamptz not null, sources text[]
);
create table if not exists staging.changed_rows (
    id bigint generated always as identity, model text not null, tenant_id bigint, old_row jsonb, new_row jsonb
)
"""
_SOURCES_ARE_THERE = """
exists (
    select from pg_attribute where attrelid = to_regclass('raw.transform_state') and attname = 'sources'
)
"""
_SOURCES = "alter table raw.transform_state add column sources text[]"
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


@dataclass(frozen=True)
class Built:
    """A project as it was built in full: its checksum, and the sources its stored models stand on, if that is known."""

    checksum: str
    sources: frozenset[str] | None


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
            unless(_SOURCES_ARE_THERE, _SOURCES),
            unless("to_regclass('staging.changed_rows_by_model') is not null", _INDEX),
        ]
    )
    connection.execute(made.encode())


def last_built(connection: psycopg.Connection[Any], target: str) -> Built:
    """The project last built in full; one without a checksum when there is none."""
    row = connection.execute(
        "select project_checksum, sources from raw.transform_state where target = %s", (target,)
    ).fetchone()
    checksum, sources = row or ("", None)
    return Built(checksum, None if sources is None else frozenset(sources))


def begin_project(connection: psycopg.Connection[Any], target: str, checksum: str) -> None:
    """Note that tables get the shape this project gives them: if the one last built in full is another, that one is no
    longer built, and neither is this one until all of it is.
    """
    if connection.execute("select to_regclass('raw.transform_state') is not null").fetchone() == (True,):
        connection.execute(
            "update raw.transform_state set project_checksum = '' where target = %s and project_checksum <> %s",
            (target, checksum),
        )


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


def settle(
    connection: psycopg.Connection[Any], pending: Pending, target: str, built: Built | None = None
) -> None:
    """Note that what was taken is built; with a project, that the whole of it is."""
    changes = list(pending.changes)
    with connection.transaction():
        connection.execute("delete from raw.pending_changes where id = any(%s)", (changes,))
        connection.execute("delete from raw.changed_records where change_id = any(%s)", (changes,))
        connection.execute("truncate staging.changed_rows")
        if built is not None:
            connection.execute(
                """
                insert into raw.transform_state (target, project_checksum, built_at, sources)
                values (%s, %s, now(), %s)
                on conflict (target) do update
                set project_checksum = excluded.project_checksum, built_at = now(), sources = excluded.sources
                """,
                (target, built.checksum, None if built.sources is None else sorted(built.sources)),
            )
