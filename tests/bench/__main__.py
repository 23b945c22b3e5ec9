"""The figures of the README. `make bench`, or `python -m tests.bench --customers 5000 --repeat 3`."""

from __future__ import annotations

import argparse
import logging
import statistics
import sys
import tempfile
from pathlib import Path

from extract import embedded
from extract.catalog import catalog
from extract.plan import Wish
from extract.settings import load_settings
from extract.sync import Mode, SyncReport, sync
from flows.sync import run_in
from flows.warehouse import Warehouse
from simulator.process import SimulatorProcess
from tests.bench import models, singer, sizes
from tests.bench.common import CHANGES, Bench, read_by_models, seconds
from tests.bench.handwritten import load_by_hand

log = logging.getLogger("bench")


def throughput(bench: Bench, repeat: int) -> None:
    """API to committed raw, against the hand-written loader, in turn."""
    account = bench.account
    wish, ratios = read_by_models(), []
    for _ in range(repeat):
        url = bench.database("by_hand")
        by_hand = seconds(lambda url=url: load_by_hand(account, url, wish.only))
        url = bench.database("by_sync")
        counts: list[int] = []

        def ours(url: str = url, counts: list[int] = counts) -> None:
            report = sync(account, url, bench.home, mode="full", wish=wish, requests_per_second=10_000)
            counts.append(sum(resource.fetched for resource in report.resources))

        by_sync = seconds(ours)
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
            seconds(lambda: run_in(warehouse, settings)),
        )
    log.info("Nothing changed, warm: %.1f s", seconds(lambda: run_in(warehouse, settings)))


def breadth(bench: Bench, repeat: int) -> None:
    """All resources of the catalogue, nothing changed; and requests under way when each takes 200 ms."""
    account = bench.account
    url = bench.database("breadth")
    everything = Wish(only=[resource.name for resource in catalog().values() if resource.every != "never"])
    control = bench.simulator.control

    def all_of_it(mode: Mode = "incremental") -> SyncReport:
        return sync(account, url, bench.home, mode=mode, wish=everything, requests_per_second=10_000)

    all_of_it("full")
    for _ in range(repeat):
        reports: list[SyncReport] = []
        taken = seconds(lambda reports=reports: reports.append(all_of_it()))
        changes_only = [one for one in reports[0].resources if _asks_for_changes(one.name)]
        log.info(
            "%s resources, nothing changed: %.1f s; %s ask for changes only, with at most %s requests each",
            len(everything.only),
            taken,
            len(changes_only),
            max(one.requests // len(catalog()[one.name].endpoints) for one in changes_only),
        )
    control.settings(latency=0.2)
    control.clear_requests()
    taken = seconds(lambda: all_of_it("full"))
    log.info("Full sync at 200 ms a request: %.1f s, %s under way", taken, control.requests().max_in_flight)
    control.settings(latency=0)


def _asks_for_changes(name: str) -> bool:
    return all(endpoint.has_cursor for endpoint in catalog()[name].endpoints)


PARTS = {
    "throughput": throughput,
    "singer": singer.compare,
    "whole": whole_runs,
    "breadth": breadth,
    "growth": sizes.growth,
}
ON_REQUEST = {"models": models.models}
"""What takes up to an hour and 40 GB of disk: only when asked for by name."""


def main() -> int:
    """Run all of it; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=__doc__,
        epilog=singer.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--customers", type=int, default=5000)
    parser.add_argument(
        "--large", type=int, default=40_000, help="customers of the large company; 0 leaves it out"
    )
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[], choices=[*PARTS, "memory", *ON_REQUEST])
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    log.setLevel(logging.INFO)
    asked_for = chosen.only or [*PARTS, "memory"]
    for parts, customers in (
        (PARTS | ON_REQUEST, chosen.customers),
        ({"memory": sizes.memory}, chosen.large),
    ):
        wanted = [part for name, part in parts.items() if name in asked_for]
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
