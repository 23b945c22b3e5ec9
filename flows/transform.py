"""Run dbt inside this process: everything with its tests, or only what stands on tables that changed.

What has to be built is kept in the database: load jobs note changed raw tables in `raw.pending_changes` in their own
transaction, and a note goes only when a build that began after it succeeded. A run that was killed between load and
build leaves its notes to the next one. `raw.transform_state` holds the checksum of the dbt project last built in full,
so that a changed model is built without waiting for the night.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import psycopg

from extract.database import libpq_environment
from extract.ledger import connect
from flows.warehouse import DBT_PROJECT, Warehouse

log = logging.getLogger(__name__)

SOURCE = "servicetitan"
LONGEST_MESSAGE = 300
SOURCE_FILES = {".sql", ".yml", ".yaml", ".csv", ".md"}
_LOCK = 0x5452414E
"""Advisory lock: one build of production's schemas at a time, whichever tenant asked for it."""

STATE_TABLE = """
create table if not exists raw.transform_state (
    target text primary key, project_checksum text not null, built_at timestamptz not null
)
"""


@dataclass(frozen=True)
class ModelRun:
    """One model built: rows it holds, seconds it took."""

    name: str
    rows: int
    seconds: float


@dataclass(frozen=True)
class TransformReport:
    """What a build did. `errors` are one line each; warnings do not fail a run."""

    everything: bool = False
    models: tuple[ModelRun, ...] = ()
    tests: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    seconds: float = 0.0


def project_checksum(warehouse: Warehouse) -> str:
    """Checksum of everything that decides what dbt builds."""
    digest = hashlib.sha256(warehouse.dbt_vars.encode())
    for file in sorted(DBT_PROJECT.rglob("*")):
        if file.suffix in SOURCE_FILES and "target" not in file.parts:
            digest.update(str(file.relative_to(DBT_PROJECT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=2)
def _manifest(checksum: str, database: str, target: str, variables: str) -> Any:
    """The parsed project, kept for the life of the process; it holds the name of the database."""
    from dbt.cli.main import dbtRunner

    del checksum, database  # only tell one state of the project from another
    parsed = dbtRunner().invoke(
        ["--quiet", "--log-level", "none", "parse", "--target", target, "--vars", variables]
    )
    if parsed.exception or not parsed.success:
        raise RuntimeError(f"dbt cannot read the project: {_line(parsed.exception)}")
    return parsed.result


def _line(error: object) -> str:
    """A message of dbt or PostgreSQL in one line, without the SQL that follows it."""
    text = " ".join(str(error).split()).split(" LINE ")[0].split(" compiled code at ")[0]
    return text if len(text) <= LONGEST_MESSAGE else text[:LONGEST_MESSAGE] + "..."


def _invoke(warehouse: Warehouse, checksum: str, arguments: Sequence[str]) -> Any:
    from dbt.cli.main import dbtRunner

    database = libpq_environment(warehouse.url)["PGDATABASE"]
    manifest = _manifest(checksum, database, warehouse.target, warehouse.dbt_vars).deepcopy()
    command = ["--quiet", "--log-level", "none", "--log-level-file", "info", *arguments]
    return dbtRunner(manifest=manifest).invoke(
        [*command, "--target", warehouse.target, "--vars", warehouse.dbt_vars]
    )


def _rows(connection: psycopg.Connection[Any], node: Any) -> int:
    if node.config.materialized == "view":
        return 0
    (count,) = connection.execute(f'select count(*) from "{node.schema}"."{node.alias}"').fetchone() or (0,)
    return int(count)


class _Tally:
    """What dbt's invocations of one build gave, one after the other."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self.models: list[ModelRun] = []
        self.tests: Counter[str] = Counter()
        self.warnings: list[str] = []
        self.errors: list[str] = []

    def add(self, outcome: Any) -> None:
        """Count the results of one invocation."""
        if isinstance(outcome.exception, KeyboardInterrupt):
            raise KeyboardInterrupt
        before = len(self.errors)
        for result in getattr(outcome.result, "results", ()):
            self._add_result(result)
        if outcome.exception:
            self.errors.append(_line(outcome.exception))
        if not outcome.success and len(self.errors) == before:
            self.errors.append("dbt ended without success and without a message; see dbt.log")

    def _add_result(self, result: Any) -> None:
        node, status = result.node, str(result.status)
        if node.resource_type == "test":
            self.tests[status] += 1
        if status == "fail":
            self.errors.append(f"test {node.name}: {result.failures} rows")
        elif status in ("error", "runtime error"):
            self.errors.append(f"{node.resource_type} {node.name}: {_line(result.message)}")
        elif status == "warn":
            self.warnings.append(f"{node.name}: {result.failures} rows")
        elif status == "success" and node.resource_type == "model":
            rows = _rows(self._connection, node)
            self.models.append(ModelRun(node.name, rows, result.execution_time))


def transform(warehouse: Warehouse, *, everything: bool = False) -> TransformReport:
    """Bring staging and analytics up to date with raw.

    Models are built first and tested afterwards: a failing test makes the run fail, it does not keep figures back.

    Args:
        everything: build all models and run all data tests; also done when the dbt project changed since it was last
            built in full. Otherwise only models downstream of changed raw tables are built, views left alone.
    """
    started = time.monotonic()
    warehouse.enter()
    checksum = project_checksum(warehouse)
    with connect(warehouse.url) as connection:
        connection.execute("select pg_advisory_lock(%s)", (_LOCK,))
        connection.execute(STATE_TABLE)
        built = connection.execute(
            "select project_checksum from raw.transform_state where target = %s", (warehouse.target,)
        ).fetchone()
        everything = everything or built != (checksum,)
        pending = connection.execute("select id, entity_type from raw.pending_changes").fetchall()
        tally = _Tally(connection)
        if everything or pending:
            try:
                tally.add(_invoke(warehouse, checksum, ["run", *_selection(everything, pending)]))
                if not tally.errors:
                    _settle(connection, warehouse, checksum, everything, [number for number, _ in pending])
                    if everything:
                        tally.add(
                            _invoke(warehouse, checksum, ["test", "--exclude-resource-type", "unit_test"])
                        )
            except RuntimeError as error:
                tally.errors.append(str(error))
    return TransformReport(
        everything,
        tuple(tally.models),
        dict(tally.tests),
        tuple(tally.warnings),
        tuple(tally.errors),
        time.monotonic() - started,
    )


def _selection(everything: bool, pending: Sequence[tuple[int, str]]) -> list[str]:
    if everything:
        return []
    changed = sorted({entity_type for _, entity_type in pending})
    return ["--select", *(f"source:{SOURCE}.st_{name}+,config.materialized:incremental" for name in changed)]


def _settle(
    connection: psycopg.Connection[Any],
    warehouse: Warehouse,
    checksum: str,
    everything: bool,
    pending: list[int],
) -> None:
    """Note that what was pending when the build began is built."""
    with connection.transaction():
        connection.execute("delete from raw.pending_changes where id = any(%s)", (pending,))
        connection.execute("delete from raw.changed_records where change_id = any(%s)", (pending,))
        if everything:
            connection.execute(
                """
                insert into raw.transform_state values (%s, %s, now())
                on conflict (target) do update set project_checksum = excluded.project_checksum, built_at = now()
                """,
                (warehouse.target, checksum),
            )
