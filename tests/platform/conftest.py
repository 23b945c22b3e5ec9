"""A runtime folder per test, whose server is stopped afterwards, and ways to use it from other processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from extract import embedded

PROJECT = Path(__file__).resolve().parents[2]
ENSURE = "import sys, pathlib as p, extract.embedded as e; print(e.ensure_running(p.Path(sys.argv[1])))"


@dataclass(frozen=True)
class Home:
    """A runtime folder and what a test asks of the server in it."""

    path: Path

    @property
    def data(self) -> Path:
        return self.path / "postgres" / "data"

    def start(self, *, durable: bool = False) -> str:
        return embedded.ensure_running(self.path, durable=durable)

    def query(self, sql: str) -> list[tuple]:
        with psycopg.connect(self.start(), autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def postmaster(self) -> int:
        """Process id of the server; 0 as long as it has not written it."""
        try:
            return int((self.data / "postmaster.pid").read_text().partition("\n")[0] or 0)
        except FileNotFoundError:
            return 0

    def starter(self, **options) -> subprocess.Popen[str]:
        """Another process that calls ensure_running and prints the URL."""
        path = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
        environment = {**os.environ, "PYTHONPATH": path, "WAREHOUSE_POSTGRES_UNSAFE": "1"}
        environment |= options.pop("env", {})
        return subprocess.Popen(
            [*options.pop("prefix", ()), options.pop("python", sys.executable), "-c", ENSURE, str(self.path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            start_new_session=True,
            cwd="/",
            **options,
        )


@pytest.fixture
def make_home() -> Iterator[Callable[[Path], Home]]:
    homes: list[Home] = []

    def make(path: Path) -> Home:
        homes.append(Home(path))
        return homes[-1]

    yield make
    for home in homes:
        embedded.stop(home.path)


@pytest.fixture
def home(tmp_path: Path, make_home: Callable[[Path], Home]) -> Home:
    return make_home(tmp_path / "home")


@pytest.fixture
def kill() -> Callable[[int], None]:
    """`kill -9` a process and wait until it is gone."""

    def end(pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                    return
            except (FileNotFoundError, ProcessLookupError):
                return
            time.sleep(0.01)

    return end


@pytest.fixture
def wait_for() -> Callable[[Callable[[], object]], None]:
    def wait(condition: Callable[[], object], seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, "it did not happen in time"
            time.sleep(0.002)

    return wait
