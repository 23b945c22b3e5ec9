"""The figures of the README. `make bench`, or `python -m tests.bench --customers 5000 --repeat 3`."""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from extract import embedded
from extract.catalog import catalog
from extract.plan import Wish
from extract.settings import load_settings
from extract.sync import Mode, sync
from flows.sync import run_in
from flows.warehouse import Warehouse
from simulator.process import SimulatorProcess
from tests.bench.handwritten import load_by_hand

CHANGES = 500
PROJECT = Path(__file__).resolve().parents[2]
log = logging.getLogger("bench")


def _seconds(work: Callable[[], object]) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started


class Bench:
    """One server, one simulated company, databases made anew."""

    def __init__(self, home: Path, simulator: SimulatorProcess) -> None:
        self.home, self.simulator = home, simulator
        self.server = embedded.ensure_running(home)
        self.access = simulator.environment()
        simulator.control.settings(rate_limit=0, feed_page_size=5000)

    def database(self, name: str) -> str:
        """A new database's URL."""
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(f'drop database if exists "{name}" with (force)')
            connection.execute(f'create database "{name}"')
        return urlunsplit(urlsplit(self.server)._replace(path=f"/{name}"))

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
        return _seconds(
            lambda: subprocess.run(
                command, cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL
            )
        )


def read_by_models() -> Wish:
    """What is read with every run, without the long tail."""
    return Wish(only=[resource.name for resource in catalog().values() if resource.every == "run"])


def throughput(bench: Bench, repeat: int) -> None:
    """API to committed raw, against the hand-written loader, in turn."""
    account = load_settings(bench.environment(bench.server)).require_account()
    wish, ratios = read_by_models(), []
    for _ in range(repeat):
        url = bench.database("by_hand")
        by_hand = _seconds(lambda url=url: load_by_hand(account, url, wish.only))
        url = bench.database("by_sync")
        counts: list[int] = []

        def ours(url: str = url, counts: list[int] = counts) -> None:
            report = sync(account, url, bench.home, mode="full", wish=wish, requests_per_second=10_000)
            counts.append(sum(resource.fetched for resource in report.resources))

        by_sync = _seconds(ours)
        ratios.append(by_hand / by_sync)
        log.info(
            "API to raw, %s records: %.0f records/s; by hand %.0f records/s; ratio %.2f",
            f"{counts[0]:,}",
            counts[0] / by_sync,
            counts[0] / by_hand,
            ratios[-1],
        )
    log.info(
        "API to raw, ratio to the hand-written loader: median %.2f of %s", statistics.median(ratios), repeat
    )


def whole_runs(bench: Bench, repeat: int) -> None:
    """First full run, and incremental runs as a process and inside a warm one."""
    url = bench.database("whole")
    log.info(
        "First full sync with models and tests, as a process: %.1f s", bench.command(url, "--mode", "full")
    )
    for number in range(repeat):
        bench.simulator.control.activity(changes=CHANGES, seed=100 + number)
        log.info("Incremental with %s changes, as a process: %.1f s", CHANGES, bench.command(url))
    settings = load_settings(bench.environment(url))
    warehouse = Warehouse(url, "prod", bench.home)
    bench.simulator.control.activity(changes=CHANGES, seed=199)
    run_in(warehouse, settings)
    for number in range(repeat):
        bench.simulator.control.activity(changes=CHANGES, seed=200 + number)
        log.info(
            "Incremental with %s changes, warm: %.1f s",
            CHANGES,
            _seconds(lambda: run_in(warehouse, settings)),
        )
    log.info("Nothing changed, warm: %.1f s", _seconds(lambda: run_in(warehouse, settings)))


def breadth(bench: Bench, repeat: int) -> None:
    """All resources of the catalogue, nothing changed; and requests under way when each takes 200 ms."""
    account = load_settings(bench.environment(bench.server)).require_account()
    url, everything = bench.database("breadth"), Wish(only=list(catalog()))
    control = bench.simulator.control

    def all_of_it(mode: Mode = "incremental") -> None:
        sync(account, url, bench.home, mode=mode, wish=everything, requests_per_second=10_000)

    all_of_it("full")
    for _ in range(repeat):
        control.clear_requests()
        seconds = _seconds(all_of_it)
        requests = len(control.requests().requests)
        log.info("%s resources, nothing changed: %.1f s, %s requests", len(catalog()), seconds, requests)
    control.settings(latency=0.2)
    control.clear_requests()
    seconds = _seconds(lambda: all_of_it("full"))
    log.info("Full sync at 200 ms a request: %.1f s, %s under way", seconds, control.requests().max_in_flight)
    control.settings(latency=0)


def _peak(bench: Bench, url: str, mode: str) -> tuple[float, float]:
    """Seconds and peak memory in MB of an extract as a process."""
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.extract_only", mode],
        cwd=PROJECT,
        env={**os.environ, **bench.environment(url)},
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the extract failed with {process.returncode}")
    return time.monotonic() - started, usage.ru_maxrss / 1024


def large(bench: Bench, repeat: int) -> None:
    """A large company: memory of the first load and of an incremental one, and the latter's time."""
    url = bench.database("large")
    seconds, memory = _peak(bench, url, "full")
    with psycopg.connect(url) as connection:
        (count,) = connection.execute("select sum(records_total) from raw.sync_state").fetchone() or (0,)
    log.info("First load of %s records: %.0f s, at most %.0f MB", f"{count:,}", seconds, memory)
    account = load_settings(bench.environment(url)).require_account()
    for number in range(repeat):
        bench.simulator.control.activity(changes=CHANGES, seed=300 + number)
        warm = _seconds(
            lambda: sync(account, url, bench.home, wish=read_by_models(), requests_per_second=10_000)
        )
        log.info("Extract and load of %s changes over it, warm: %.1f s", CHANGES, warm)
    bench.simulator.control.activity(changes=CHANGES, seed=399)
    seconds, memory = _peak(bench, url, "incremental")
    log.info("The same as a process: %.1f s, at most %.0f MB", seconds, memory)


PARTS = {"throughput": throughput, "whole": whole_runs, "breadth": breadth}


def main() -> int:
    """Run all of it; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--customers", type=int, default=5000)
    parser.add_argument(
        "--large", type=int, default=40_000, help="customers of the large company; 0 leaves it out"
    )
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[], choices=[*PARTS, "large"])
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    log.setLevel(logging.INFO)
    for parts, customers in ((PARTS, chosen.customers), ({"large": large}, chosen.large)):
        wanted = [part for name, part in parts.items() if not chosen.only or name in chosen.only]
        if not wanted or not customers:
            continue
        with tempfile.TemporaryDirectory() as folder, SimulatorProcess(customers=customers) as simulator:
            bench = Bench(Path(folder), simulator)
            try:
                for part in wanted:
                    part(bench, chosen.repeat)
            finally:
                embedded.stop(bench.home)
    return 0


if __name__ == "__main__":
    sys.exit(main())
