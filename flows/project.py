"""This dbt project in this process: parsed once, kept, and run as often as asked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from extract.database import libpq_environment
from flows.warehouse import DBT_PROJECT, Warehouse

LONGEST_MESSAGE = 300
SOURCE_FILES = {".sql", ".yml", ".yaml", ".csv", ".md"}
BUILT = {"model", "snapshot", "seed"}
STORED = {"incremental", "snapshot"}
SOURCE = "servicetitan"
REPORTS = "reports"
"""The dbt source of the custom reports, whose tables are told apart by nobody."""


def one_line(error: object) -> str:
    """A message of dbt or PostgreSQL in one line, without the SQL that follows it."""
    text = " ".join(str(error).split()).split(" LINE ")[0].split(" compiled code at ")[0]
    return text if len(text) <= LONGEST_MESSAGE else text[:LONGEST_MESSAGE] + "..."


def project_checksum(warehouse: Warehouse) -> str:
    """Checksum of everything that decides what dbt builds."""
    digest = hashlib.sha256(warehouse.dbt_vars.encode())
    for file in sorted(DBT_PROJECT.rglob("*")):
        if file.suffix in SOURCE_FILES and "target" not in file.parts:
            digest.update(str(file.relative_to(DBT_PROJECT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=2)
def _parsed(checksum: str, database: str, target: str, variables: str) -> Any:
    """The parsed project, kept for the life of the process; it holds the name of the database."""
    from dbt.cli.main import dbtRunner

    del checksum, database  # only tell one state of the project from another
    parsed = dbtRunner().invoke(
        ["--quiet", "--log-level", "none", "parse", "--target", target, "--vars", variables]
    )
    if parsed.exception or not parsed.success:
        raise RuntimeError(f"dbt cannot read the project: {one_line(parsed.exception)}")
    manifest: Any = parsed.result
    manifest.disabled = {}  # not needed any more, and what dbt cannot copy
    return manifest


@lru_cache(maxsize=2)
def _without_tests(checksum: str, database: str, target: str, variables: str) -> Any:
    """The same without what a run over changes does not look at: most of a project is tests."""
    manifest = _parsed(checksum, database, target, variables).deepcopy()
    manifest.nodes = {key: node for key, node in manifest.nodes.items() if node.resource_type in BUILT}
    for others in (manifest.unit_tests, manifest.exposures, manifest.metrics, manifest.semantic_models):
        others.clear()
    manifest.saved_queries.clear()
    return manifest


class Project:
    """The dbt project as a warehouse builds it. Errors of the project itself are RuntimeError, in one line."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self.checksum = project_checksum(warehouse)
        database = libpq_environment(warehouse.url)["PGDATABASE"]
        self._state = (self.checksum, database, warehouse.target, warehouse.dbt_vars)

    def models(self) -> list[Any]:
        """The nodes of all models."""
        return [node for node in _parsed(*self._state).nodes.values() if node.resource_type == "model"]

    def sources(self) -> frozenset[str]:
        """The sources that stored models and snapshots stand on, as dbt selects them."""
        manifest = _parsed(*self._state)
        found: set[str] = set()
        nodes = [
            key
            for key, node in manifest.nodes.items()
            if node.resource_type in BUILT and node.config.materialized in STORED
        ]
        seen = set(nodes)
        while nodes:
            for key in manifest.nodes[nodes.pop()].depends_on.nodes:
                if source := manifest.sources.get(key):
                    table = "" if source.source_name == REPORTS else f".{source.name}"
                    found.add(f"source:{source.source_name}{table}")
                elif key not in seen:
                    seen.add(key)
                    nodes.append(key)
        return frozenset(found)

    def run(self, arguments: Sequence[str]) -> Any:
        """One dbt command on everything there is; what dbt answers."""
        return self._invoke(_parsed(*self._state), arguments, {})

    def run_over_changes(self, arguments: Sequence[str]) -> Any:
        """One dbt command that builds what changed alone (var `changes_only`), and writes no reports of it."""
        given = ["--no-write-json", *arguments]
        return self._invoke(_without_tests(*self._state), given, {"changes_only": True})

    def _invoke(self, manifest: Any, arguments: Sequence[str], further: dict[str, bool]) -> Any:
        """Further vars are read by macros when they run: the project need not be parsed for them."""
        from dbt.cli.main import dbtRunner

        command = ["--quiet", "--log-level", "none", "--log-level-file", "info", *arguments]
        variables = json.dumps(json.loads(self._warehouse.dbt_vars) | further)
        options = ["--target", self._warehouse.target, "--vars", variables]
        return dbtRunner(manifest=manifest.deepcopy()).invoke([*command, *options])
