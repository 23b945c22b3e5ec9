"""What the parts of the bench share: a server, a simulated company, databases made anew, a clock."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from extract import embedded
from extract.catalog import catalog
from extract.plan import Wish
from extract.settings import Account, load_settings
from simulator.process import SimulatorProcess

CHANGES = 500
PROJECT = Path(__file__).resolve().parents[2]


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.monotonic()
    work()
    return time.monotonic() - started


def read_by_models() -> Wish:
    """What is read with every run, without the long tail."""
    return Wish(only=[resource.name for resource in catalog().values() if resource.every == "run"])


class Bench:
    """One server, one simulated company, databases made anew."""

    def __init__(self, home: Path, simulator: SimulatorProcess, server: str | None = None) -> None:
        """`server` is the URL of a database from which others can be made; None: a server of its own."""
        self.home, self.simulator = home, simulator
        self.server = server or embedded.ensure_running(home)
        self.access = simulator.environment()
        simulator.control.settings(rate_limit=0, feed_page_size=5000)

    @property
    def account(self) -> Account:
        """The simulated tenant."""
        return load_settings(self.environment(self.server)).require_account()

    def database(self, name: str) -> str:
        """A new database's URL."""
        with psycopg.connect(self.server, autocommit=True) as connection:
            # No drop: autovacuum may be at work in the last one, and only an administrator could end it.
            unique = f"{name}_{time.time_ns()}"
            connection.execute(f'create database "{unique}"'.encode())
        return urlunsplit(urlsplit(self.server)._replace(path=f"/{unique}"))

    def environment(self, url: str) -> dict[str, str]:
        """Settings as variables."""
        return {
            **self.access,
            "DATABASE_URL": url,
            "WAREHOUSE_HOME": str(self.home),
            "WAREHOUSE_ENV_FILE": os.devnull,
            "SERVICE_TITAN_REQUESTS_PER_SECOND": "60",
            "SYNC_PLAN_FILE": str(PROJECT / "tests" / "models_only.yml"),
        }

    def command(self, url: str, *arguments: str) -> float:
        """Seconds of `make sync` as a process."""
        command = [sys.executable, "-m", "flows.sync", *arguments]
        environment = {**os.environ, **self.environment(url)}
        return seconds(
            lambda: subprocess.run(
                command, cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL
            )
        )
