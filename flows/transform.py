"""Run dbt inside this process: everything with its tests, or only what stands on tables that changed.

In the latter case a model that declares a scope reads and compares only what the changes can have reached; see
`dbt_project/macros/scope.sql`. What is to be built is `flows.pending`'s.
"""

from __future__ import annotations

import hashlib
import json
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
from flows import pending
from flows.warehouse import DBT_PROJECT, Warehouse

log = logging.getLogger(__name__)

SOURCE = "servicetitan"
BUILD = ("build", "--resource-type", "model", "--resource-type", "snapshot")
"""Models and snapshots in the order they stand on each other; tests have an invocation of their own."""
LONGEST_MESSAGE = 300
SOURCE_FILES = {".sql", ".yml", ".yaml", ".csv", ".md"}
COUNTED_ROWS = 100_000
"""Of tables with more rows the report gives PostgreSQL's estimate."""


@dataclass(frozen=True)
class ModelRun:
    """One model built: rows it holds (about, when they are many), seconds it took."""

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


def _project(warehouse: Warehouse, checksum: str) -> Any:
    database = libpq_environment(warehouse.url)["PGDATABASE"]
    return _manifest(checksum, database, warehouse.target, warehouse.dbt_vars)


def _invoke(warehouse: Warehouse, checksum: str, arguments: Sequence[str], **variables: bool) -> Any:
    """One dbt command on the kept project, with further vars that only macros read when they run."""
    from dbt.cli.main import dbtRunner

    manifest = _project(warehouse, checksum).deepcopy()
    command = ["--quiet", "--log-level", "none", "--log-level-file", "info", *arguments]
    given = json.dumps(json.loads(warehouse.dbt_vars) | variables)
    return dbtRunner(manifest=manifest).invoke([*command, "--target", warehouse.target, "--vars", given])


def _rows(connection: psycopg.Connection[Any], node: Any) -> int:
    if node.config.materialized == "view":
        return 0
    relation = f'"{node.schema}"."{node.alias}"'
    (estimate,) = connection.execute(
        "select reltuples from pg_class where oid = %s::regclass", (relation,)
    ).fetchone() or (0,)
    if estimate > COUNTED_ROWS:
        return int(estimate)
    (count,) = connection.execute(f"select count(*) from {relation}").fetchone() or (0,)
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
        pending.begin(connection)
        unchanged = pending.built_checksum(connection, warehouse.target) == checksum
        everything = everything or not unchanged
        taken = pending.take(connection)
        tally = _Tally(connection)
        if everything or not taken.nothing:
            try:
                tally.add(
                    _build(connection, warehouse, checksum, taken if not everything else None, unchanged)
                )
                if not tally.errors:
                    pending.settle(connection, taken, warehouse.target, checksum if everything else None)
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


def _build(
    connection: psycopg.Connection[Any],
    warehouse: Warehouse,
    checksum: str,
    taken: pending.Pending | None,
    unchanged: bool,
) -> Any:
    """Build what stands on what was taken, or everything; views only where they may not be what they should be."""
    if taken is not None:
        sources = [f"source:{SOURCE}.st_{name}+" for name in taken.resources]
        changed = [*sources, *(f"{name}+" for name in taken.models)]
        kinds = ("incremental", "snapshot")
        selection = [f"{each},config.materialized:{kind}" for each in changed for kind in kinds]
        return _invoke(warehouse, checksum, [*BUILD, "--select", *selection], changes_only=True)
    if unchanged and _has_all_views(connection, _project(warehouse, checksum)):
        return _invoke(warehouse, checksum, [*BUILD, "--exclude", "config.materialized:view"])
    return _invoke(warehouse, checksum, BUILD)


def _has_all_views(connection: psycopg.Connection[Any], project: Any) -> bool:
    models = [node for node in project.nodes.values() if node.resource_type == "model"]
    wanted = {(node.schema, node.alias) for node in models if node.config.materialized == "view"}
    return wanted <= set(connection.execute("select schemaname, viewname from pg_views").fetchall())
