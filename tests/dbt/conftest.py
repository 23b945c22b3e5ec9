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
class DbtProject:
    """A dbt project with the real macros, dbt_project.yml and profiles.yml, and the models a test writes."""

    path: Path
    url: str

    def write(self, model: str, sql: str) -> None:
        """Write the model at `models/<model>.sql`."""
        file = self.path / "models" / f"{model}.sql"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(sql)

    def run(self, *options: str, target: str = "local") -> Outcome:
        """`dbt run` in this process."""
        from dbt.cli.main import dbtRunner

        messages: list[str] = []
        runner = dbtRunner(callbacks=[lambda event: messages.append(event.info.msg)])
        arguments = ["--quiet", "run", "--project-dir", str(self.path), "--profiles-dir", str(PROJECT)]
        result = runner.invoke([*arguments, "--target", target, *options])
        return Outcome(result.success, "\n".join([*messages, str(result.exception or "")]))

    def query(self, sql: str) -> list[dict[str, Any]]:
        """The rows of a query, or none for a statement that returns none; committed."""
        with psycopg.connect(self.url, autocommit=True, row_factory=dict_row) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="session")
def database(make_database: Callable[..., str]) -> str:
    """The URL of one database for all projects of the session: another URL would have dbt parse them anew."""
    return make_database()


@pytest.fixture(scope="session")
def project_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all projects of the session, so that dbt parses the macros once."""
    folder = tmp_path_factory.mktemp("dbt") / "project"
    folder.mkdir()
    shutil.copy(PROJECT / "dbt_project" / "dbt_project.yml", folder)
    shutil.copytree(PROJECT / "dbt_project" / "macros", folder / "macros")
    return folder


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
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The parsed dbt project, as production sees it."""
    from dbt.cli.main import dbtRunner

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
    outcome = dbtRunner().invoke(["--quiet", "parse", *options])
    assert outcome.success, outcome.exception
    return outcome.result
