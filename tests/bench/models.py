"""The modelled layer over a hundred thousand and a million jobs: built in full, after changes, without any; lookups.

`python -m tests.bench.models`, or `python -m tests.bench --only models`. It takes some 40 GB of disk while it runs.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg

from extract import embedded
from extract.settings import Settings, load_settings
from extract.sync import sync
from flows.project import Project
from flows.time_zones import note_time_zone
from flows.transform import transform
from flows.warehouse import Warehouse
from simulator.process import SimulatorProcess
from tests.bench.common import Bench, read_by_models
from tests.bench.lookups import LOOKUPS, Lookup
from tests.bench.multiply import multiply

CUSTOMERS = 5000
CHANGES = 500
SIZES = (100_000, 1_000_000)
TIMES = 100
log = logging.getLogger("bench")


def models(bench: Bench, repeat: int, sizes: Sequence[int] = SIZES) -> None:
    """Copy a company once, multiply it in the warehouse to each size, and measure there."""
    url = bench.database("models")
    settings = load_settings(bench.environment(url))
    _copy(settings, url, bench.home, "full")
    note_time_zone(url, settings.require_account().tenant_id, settings.time_zone)
    warehouse = Warehouse(url, "prod", bench.home)
    originals, copies, medians = _jobs(url), 0, []
    for number, size in enumerate(sizes):
        wanted = max(copies, round(size / originals) - 1)
        started = time.monotonic()
        rows = multiply(url, range(copies + 1, wanted + 1))
        copies = wanted
        log.info(
            "%s jobs: %s rows made in %.0f s", f"{_jobs(url):,}", f"{rows:,}", time.monotonic() - started
        )
        medians.append(_measure(bench, warehouse, settings, repeat, 1000 * number))
        _look_up(url)
        _test(warehouse)
    log.info(
        "Transform after the same changes, a larger history to a smaller: %.2f", medians[-1] / medians[0]
    )


def _measure(bench: Bench, warehouse: Warehouse, settings: Settings, repeat: int, seed: int) -> float:
    """Build from nothing, then after changes, then after none; gives the median seconds after changes."""
    with psycopg.connect(warehouse.url, autocommit=True) as connection:
        connection.execute("drop schema if exists staging, analytics, history cascade")
    whole = transform(warehouse, everything=True, tests=False)
    _require(whole.errors)
    slowest = sorted(whole.models, key=lambda model: -model.seconds)[:5]
    log.info(
        "Full build: %.0f s; %s models, %.0f s one after the other; slowest: %s; %s",
        whole.seconds,
        len(whole.models),
        sum(model.seconds for model in whole.models),
        ", ".join(f"{model.name} {model.seconds:.1f} s" for model in slowest),
        _size(warehouse.url),
    )
    found = []
    for number in range(repeat + 1):
        bench.simulator.control.activity(changes=CHANGES, seed=seed + number)
        _copy(settings, warehouse.url, bench.home, "incremental")
        report = transform(warehouse)
        _require(report.errors)
        slowest = sorted(report.models, key=lambda model: -model.seconds)[:5]
        log.info(
            "Transform after %s changes%s: %.1f s; slowest: %s",
            CHANGES,
            ", the first of the process" if not number else "",
            report.seconds,
            ", ".join(f"{model.name} {model.seconds:.2f} s" for model in slowest),
        )
        found += [report.seconds] if number else []
    log.info("Transform with nothing changed: %.2f s", transform(warehouse).seconds)
    log.info("Transform after %s changes, warm: median %.1f s", CHANGES, statistics.median(found))
    return statistics.median(found)


def _test(warehouse: Warehouse) -> None:
    """The data tests that a full run ends with; with what they find, which means the models or the multiplying."""
    started = time.monotonic()
    outcome = Project(warehouse).run(["test", "--exclude-resource-type", "unit_test"])
    results = outcome.result.results
    failed = [
        f"{each.node.name} {each.status}"
        for each in results
        if each.status in ("fail", "error", "runtime error")
    ]
    log.info(
        "Data tests: %s in %.0f s; %s",
        len(results),
        time.monotonic() - started,
        "; ".join(failed) or "none failed",
    )


def _copy(settings: Settings, url: str, home: Path, mode: Any) -> None:
    account = settings.require_account()
    report = sync(account, url, home, mode=mode, wish=read_by_models(), requests_per_second=10_000)
    if report.failed:
        raise RuntimeError(f"the sync failed: {report.failed}")


def _require(errors: Sequence[str]) -> None:
    if errors:
        raise RuntimeError("; ".join(errors))


def _jobs(url: str) -> int:
    with psycopg.connect(url) as connection:
        (count,) = connection.execute("select count(*) from raw.st_jobs").fetchone() or (0,)
    return int(count)


def _size(url: str) -> str:
    with psycopg.connect(url) as connection:
        query = "select pg_size_pretty(pg_database_size(current_database()))"
        (size,) = connection.execute(query).fetchone() or ("",)
    return str(size)


def _look_up(url: str) -> None:
    """Median milliseconds of each lookup, every time with other values."""
    with psycopg.connect(url, autocommit=True) as connection:
        for lookup in LOOKUPS:
            log.info("Lookup %s: median %.1f ms", lookup.name, 1000 * _median(connection, lookup))


def _median(connection: psycopg.Connection[Any], lookup: Lookup) -> float:
    values = connection.execute(lookup.values.encode(), (TIMES,)).fetchall()
    seconds = []
    for row in values:
        started = time.monotonic()
        connection.execute(lookup.query.encode(), row).fetchall()
        seconds.append(time.monotonic() - started)
    return statistics.median(seconds)


def main() -> int:
    """Run this part alone; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.models", description=__doc__)
    parser.add_argument("--customers", type=int, default=CUSTOMERS, help="of the company that is multiplied")
    parser.add_argument("--jobs", type=int, nargs="*", default=SIZES, help="sizes, smallest first")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the server's data lies while it runs")
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    log.setLevel(logging.INFO)
    with (
        tempfile.TemporaryDirectory(dir=chosen.folder) as folder,
        SimulatorProcess(customers=chosen.customers) as simulator,
    ):
        bench = Bench(Path(folder), simulator)
        try:
            models(bench, chosen.repeat, chosen.jobs)
        finally:
            embedded.stop(bench.home)
    return 0


if __name__ == "__main__":
    sys.exit(main())
