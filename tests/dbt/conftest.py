"""Small dbt projects that run on this project's macros and configuration, and this project's manifest."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from extract.database import libpq_environment

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Outcome:
    """How a dbt command ended: whether it succeeded, and its messages in one text."""

    success: bool
    messages: str


@dataclass(frozen=True)
class Finding:
    """How a data test ended, and the rows it complains about."""

    status: str
    rows: list[dict[str, Any]]


@dataclass(frozen=True)
class DbtProject:
    """A dbt project of the models a test writes, with the real macros, generic tests and configuration."""

    path: Path
    url: str

    def write(self, model: str, sql: str, description: str = "") -> None:
        """Write the model at `models/<model>.sql`, and its YAML beside it."""
        file = self.path / "models" / f"{model}.sql"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(sql)
        if description:
            file.with_suffix(".yml").write_text(description)

    def run(self, *options: str, target: str = "local") -> Outcome:
        """`dbt run` in this process."""
        messages: list[str] = []
        result = self._invoke("run", "--target", target, *options, said=messages)
        return Outcome(result.success, "\n".join([*messages, str(result.exception or "")]))

    def test(self) -> dict[str, Finding]:
        """`dbt test` in this process: how each data test ended, by the name of its generic test."""
        result = self._invoke("test", "--target", "local")
        assert result.exception is None
        return {
            each.node.test_metadata.name: Finding(str(each.status), self.query(each.node.compiled_code))
            for each in result.result.results
            if each.node.resource_type == "test"
        }

    def _invoke(self, *command: str, said: list[str] | None = None) -> Any:
        from dbt.cli.main import dbtRunner

        callbacks = [] if said is None else [lambda event: said.append(event.info.msg)]
        folders = ["--project-dir", str(self.path), "--profiles-dir", str(PROJECT)]
        return dbtRunner(callbacks=callbacks).invoke(["--quiet", *command, *folders])

    def query(self, sql: str) -> list[dict[str, Any]]:
        """The rows of a query, or none for a statement that returns none; committed."""
        with psycopg.connect(self.url, autocommit=True, row_factory=dict_row) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="session")
def database(make_database: Callable[..., str]) -> str:
    """The URL of one database for all projects of the session: another URL would have dbt parse them anew."""
    return make_database("projects")


@pytest.fixture(scope="session")
def project_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all projects of the session, so that dbt parses the macros once."""
    folder = tmp_path_factory.mktemp("dbt") / "project"
    folder.mkdir()
    configuration = (PROJECT / "dbt_project" / "dbt_project.yml").read_text().splitlines()
    (folder / "dbt_project.yml").write_text("\n".join(_without_governance(configuration)))
    shutil.copytree(PROJECT / "dbt_project" / "macros", folder / "macros")
    shutil.copytree(PROJECT / "dbt_project" / "tests" / "generic", folder / "tests" / "generic")
    return folder


def _without_governance(configuration: list[str]) -> list[str]:
    """Owners and contracts are of this project's own models; what a test writes has neither."""
    kept = (line for line in configuration if not line.strip().startswith(("+group:", "+access:")))
    return [line.replace("enforced: true", "enforced: false") for line in kept]


@pytest.fixture
def empty_project(
    database: str, project_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[DbtProject]:
    """A project without models, whose schemas are dropped afterwards."""
    for name, value in libpq_environment(database).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DBT_TARGET_PATH", str(project_folder / "target"))
    monkeypatch.setenv("DBT_LOG_PATH", str(project_folder / "logs"))
    shutil.rmtree(project_folder / "models", ignore_errors=True)
    yield DbtProject(project_folder, database)
    with psycopg.connect(database, autocommit=True) as connection:
        found = connection.execute(
            "select format('drop schema %I cascade', nspname) from pg_namespace"
            " where nspname !~ '^(pg_|information_schema|public)'"
        )
        for (statement,) in found.fetchall():
            connection.execute(statement)


@pytest.fixture(scope="session")
def parse(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], tuple[Any, set[str]]]:
    """`parse()`: the dbt project as production sees it, and the names of the events on the way."""
    folder = tmp_path_factory.mktemp("manifest")
    options = [
        "--project-dir",
        str(PROJECT / "dbt_project"),
        "--profiles-dir",
        str(PROJECT),
        "--target",
        "prod",
    ]
    options += ["--target-path", str(folder / "target"), "--log-path", str(folder / "logs")]

    def invoke() -> tuple[Any, set[str]]:
        from dbt.cli.main import dbtRunner

        events: set[str] = set()
        runner = dbtRunner(callbacks=[lambda event: events.add(event.info.name)])
        outcome = runner.invoke(["--quiet", "parse", *options])
        assert outcome.success, outcome.exception
        return outcome.result, events

    return invoke


@pytest.fixture(scope="session")
def manifest(parse: Callable[[], tuple[Any, set[str]]]) -> Any:
    """The parsed dbt project, as production sees it."""
    return parse()[0]
