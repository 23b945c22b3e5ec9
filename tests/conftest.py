"""What most tests stand on: a real PostgreSQL, a simulator process, and a warehouse between them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from extract import embedded
from extract.catalog import Resource, catalog
from extract.plan import Wish, read_plan
from extract.settings import Settings, load_settings
from extract.sync import Mode, SyncReport, sync
from flows.sync import RunResult, run_in
from flows.warehouse import Warehouse
from simulator.control import Control
from simulator.process import SimulatorProcess

PROJECT = Path(__file__).resolve().parents[1]
MODELS_ONLY = PROJECT / "tests" / "models_only.yml"
"""A plan that leaves out what no model reads: most tests are not about breadth."""


def resources_read() -> list[Resource]:
    """What that plan reads, with every run."""
    plan = read_plan(MODELS_ONLY, 0, "")
    return [resource for resource in catalog().values() if plan.period(resource) == "run"]


@dataclass(frozen=True)
class Bench:
    """A warehouse of a test's own, the account it copies, and the simulator behind it."""

    url: str
    home: Path
    control: Control
    access: Mapping[str, str]
    settings_overrides: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """Settings as variables, as a user would give them."""
        return {
            **self.access,
            "WAREHOUSE_HOME": str(self.home),
            "DATABASE_URL": self.url,
            "SERVICE_TITAN_REQUESTS_PER_SECOND": "60",
            "SERVICE_TITAN_RETRY_SECONDS": "20",
            "WAREHOUSE_ENV_FILE": os.devnull,
            "SYNC_PLAN_FILE": str(MODELS_ONLY),
            "REPORTS_FILE": os.devnull,
            **self.settings_overrides,
        }

    @property
    def settings(self) -> Settings:
        return load_settings(self.environment)

    @property
    def warehouse(self) -> Warehouse:
        return Warehouse(self.url, "prod", self.home)

    def sync(
        self, mode: Mode = "incremental", only: Sequence[str] = (), force: Sequence[str] = ()
    ) -> SyncReport:
        """Extract alone, in this process."""
        settings = self.settings
        return sync(
            settings.require_account(),
            self.url,
            self.home,
            mode=mode,
            wish=Wish(only, force=force),
            plan=read_plan(settings.plan_file, settings.require_account().tenant_id, settings.hash_salt),
            requests_per_second=1000,
            retry_seconds=settings.retry_seconds,
        )

    def run(self, mode: Mode = "incremental", only: Sequence[str] = ()) -> RunResult:
        """Extract and transform, in this process."""
        return run_in(self.warehouse, self.settings, mode, Wish(only))

    def command(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """`python -m ...` as a user's process, and what it printed."""
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=PROJECT,
            env={**os.environ, **self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=400,
            check=False,
        )

    def query(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url, autocommit=True, options="-c timezone=UTC") as connection:
            cursor = connection.execute(sql.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def value(self, sql: str, *values: Any) -> Any:
        """The one value of a one-row query."""
        ((value,),) = self.query(sql, *values)
        return value

    def table(self, name: str, *, without: Sequence[str] = ()) -> list[dict[str, Any]]:
        """All rows of a table as dictionaries, by key; for comparing two states."""
        with psycopg.connect(self.url, options="-c timezone=UTC") as connection:
            cursor = connection.execute(f"select * from {name}".encode())
            names = [column.name for column in cursor.description or ()]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        kept = [{key: value for key, value in row.items() if key not in without} for row in rows]
        return sorted(kept, key=repr)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of this test session's own; its data need not survive a power cut."""
    home = tmp_path_factory.mktemp("server")
    yield embedded.ensure_running(home, durable=False)
    embedded.stop(home)


Databases = Callable[..., str]
"""`make(name)` or `make(name, template=...)`: a database, made anew, and its URL. Names are few, because dbt parses
the project once for each."""


@pytest.fixture(scope="session")
def make_database(server: str) -> Databases:
    def make(name: str = "work", template: str = "template1") -> str:
        with psycopg.connect(server, autocommit=True) as connection:
            # DROP DATABASE ... WITH (FORCE) is refused while autovacuum, which is not ours to end, is in there;
            # the plain command ends autovacuum itself.
            connection.execute(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                " where datname = %s and usename = current_user",
                (name,),
            )
            connection.execute(f'drop database if exists "{name}"')
            connection.execute(f'create database "{name}" template "{template}"')
        return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))

    return make


@pytest.fixture(scope="session")
def simulator_process() -> Iterator[SimulatorProcess]:
    with SimulatorProcess(core_only=True) as process:
        yield process


@pytest.fixture
def simulator(simulator_process: SimulatorProcess) -> Control:
    """The simulator with the core company as made, no faults, no rate limit."""
    simulator_process.control.reset(core_only=True)
    simulator_process.control.settings(rate_limit=0)
    return simulator_process.control


@pytest.fixture
def bench(
    simulator: Control, simulator_process: SimulatorProcess, make_database: Databases, tmp_path: Path
) -> Bench:
    """An empty warehouse."""
    return Bench(make_database(), tmp_path, simulator, simulator_process.environment())


@pytest.fixture(scope="session")
def core_template(
    simulator_process: SimulatorProcess, make_database: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Bench:
    """The core company after one full run, to be copied."""
    simulator_process.control.reset(core_only=True)
    simulator_process.control.settings(rate_limit=0)
    home = tmp_path_factory.mktemp("core")
    bench = Bench(make_database(), home, simulator_process.control, simulator_process.environment())
    result = bench.run("full")
    assert result.ok, result.failure
    url = make_database("core", template="work")
    return replace(bench, url=url)


@pytest.fixture
def core(core_template: Bench, simulator: Control, make_database: Databases) -> Bench:
    """A warehouse that holds the core company, copied and built in full, and the company as it was then."""
    return replace(core_template, url=make_database(template="core"))
