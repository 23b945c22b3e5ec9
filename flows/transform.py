"""Run dbt inside this process: everything with its tests, or only what stands on tables that changed.

In the latter case a model that declares a scope reads and compares only what the changes can have reached; see
`dbt_project/macros/scope.sql`. What is to be built is `flows.pending`'s.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

from extract.catalog import catalog
from extract.ledger import connect
from flows import pending
from flows.project import REPORTS, SOURCE, Project, one_line
from flows.warehouse import Warehouse

log = logging.getLogger(__name__)

BUILD = ("build", "--resource-type", "model", "--resource-type", "snapshot")
"""Models and snapshots in the order they stand on each other; tests have an invocation of their own."""
COUNTED_ROWS = 10_000
"""Of tables with more rows the report gives PostgreSQL's estimate."""


@dataclass(frozen=True)
class ModelRun:
    """One model built: rows it holds (about, when they are many), seconds it took."""

    name: str
    rows: int | None
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

    def then(self, later: TransformReport) -> TransformReport:
        """This build and a later one of the same run as one; seconds add up."""
        return TransformReport(
            self.everything or later.everything,
            self.models + later.models,
            dict(Counter(self.tests) + Counter(later.tests)),
            self.warnings + later.warnings,
            self.errors + later.errors,
            self.seconds + later.seconds,
        )


def _rows(connection: psycopg.Connection[Any], node: Any) -> int | None:
    if node.config.materialized == "view":
        return None
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
            self.errors.append(one_line(outcome.exception))
        if not outcome.success and len(self.errors) == before:
            self.errors.append("dbt ended without success and without a message; see dbt.log")

    def _add_result(self, result: Any) -> None:
        node, status = result.node, str(result.status)
        if node.resource_type == "test":
            self.tests[status] += 1
        if status == "fail":
            self.errors.append(f"test {node.name}: {result.failures} rows")
        elif status in ("error", "runtime error"):
            self.errors.append(f"{node.resource_type} {node.name}: {one_line(result.message)}")
        elif status == "warn":
            self.warnings.append(f"{node.name}: {result.failures} rows")
        elif status == "success" and node.resource_type in ("model", "snapshot"):
            rows = _rows(self._connection, node)
            self.models.append(ModelRun(node.name, rows, result.execution_time))


def transform(warehouse: Warehouse, *, everything: bool = False, tests: bool = True) -> TransformReport:
    """Bring staging and analytics up to date with raw.

    Models are built first and tested afterwards: a failing test makes the run fail, it does not keep figures back.

    Args:
        everything: build all models and run all data tests; also done when the dbt project changed since it was last
            built in full. Otherwise only models downstream of changed raw tables are built, views left alone.
        tests: run the data tests after building everything; the bench times the build alone.
    """
    started = time.monotonic()
    warehouse.enter()
    with connect(warehouse.url) as connection:
        pending.begin(connection)
        # Looked at only now: the build before may be of a tenant whose time zone is new.
        project = Project(warehouse)
        built = pending.last_built(connection, warehouse.target)
        unchanged = built.checksum == project.checksum
        everything = everything or not unchanged
        taken = pending.take(connection)
        tally = _Tally(connection)
        try:
            if everything:
                tally.add(_build_everything(connection, project, warehouse.target, unchanged))
                built = pending.Built(project.checksum, project.sources())
            elif changed := _changed(taken, built):
                tally.add(_build_changed(project, changed))
            if not tally.errors and (everything or not taken.nothing):
                pending.settle(connection, taken, warehouse.target, built if everything else None)
            if not tally.errors and everything and tests:
                tally.add(project.run(["test", "--exclude-resource-type", "unit_test"]))
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


def _changed(taken: pending.Pending, built: pending.Built) -> list[str]:
    """What was taken, as dbt selects it, without the sources that no stored model stands on."""
    resources = [name for name in taken.resources if name in catalog()]
    sources = [f"source:{SOURCE}.st_{name}" for name in resources]
    sources += [f"source:{REPORTS}"] if len(resources) < len(taken.resources) else []
    return [each for each in sources if built.sources is None or each in built.sources] + list(taken.models)


def _build_changed(project: Project, changed: Sequence[str]) -> Any:
    """Build what stands on what changed, views left alone."""
    stored = [
        f"{each}+,config.materialized:{kind}" for each in changed for kind in ("incremental", "snapshot")
    ]
    return project.run_over_changes([*BUILD, "--select", *stored])


def _build_everything(
    connection: psycopg.Connection[Any], project: Project, target: str, unchanged: bool
) -> Any:
    """Build all there is; views only where they may not be what they should be."""
    pending.begin_project(connection, target, project.checksum)
    views = {(node.schema, node.alias) for node in project.models() if node.config.materialized == "view"}
    there = set(connection.execute("select schemaname, viewname from pg_views").fetchall())
    return project.run(
        [*BUILD, "--exclude", "config.materialized:view"] if unchanged and views <= there else BUILD
    )
