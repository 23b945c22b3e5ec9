"""What size costs: the memory of a first load, and incremental runs over tables ten times larger."""

from __future__ import annotations

import logging
import os
import statistics
import subprocess
import sys
from itertools import pairwise

import psycopg

from extract.catalog import catalog
from extract.plan import Wish
from extract.sync import sync
from tests.bench.common import CHANGES, PROJECT, Bench, read_by_models, seconds

RESOURCES = 25
ROWS = (100_000, 1_000_000)
GROWN = ("st_customers", "st_jobs")
"""Tables that are grown: both are among what changes."""
log = logging.getLogger("bench")


def memory(bench: Bench, repeat: int) -> None:
    """A first load and an incremental one, each a process of its own."""
    del repeat
    url = bench.database("large")
    taken, told = _extract(bench, url, "full")
    records = told[-1][0]
    quarters = [_most(told, records * part / 4, records * (part + 1) / 4) for part in range(4)]
    log.info(
        "First load of %s records: %.0f s; at most %s, %s, %s and %s MB while each quarter of them was read",
        f"{records:,}",
        taken,
        *quarters,
    )
    bench.simulator.control.activity(changes=CHANGES, seed=399)
    taken, told = _extract(bench, url, "incremental")
    most = max(peak for _, peak in told)
    log.info("%s changes over it: %.1f s as a process, at most %s MB", CHANGES, taken, most)


def _most(told: list[tuple[int, int]], begin: float, end: float) -> int:
    """MB in use at most while records from `begin` to `end` were read."""
    spans = pairwise([(0, 0), *told])
    return max(peak for (before, _), (count, peak) in spans if before <= end and count > begin)


def _extract(bench: Bench, url: str, mode: str) -> tuple[float, list[tuple[int, int]]]:
    """Seconds, and what the process told: records read, and the most MB in use since it told the last time."""
    lines: list[str] = []

    def run() -> None:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.extract_only", mode],
            cwd=PROJECT,
            env={**os.environ, **bench.environment(url)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        lines.extend(done.stdout.splitlines())

    taken = seconds(run)
    return taken, [(int(count), int(peak)) for count, peak in (line.split() for line in lines)]


def growth(bench: Bench, repeat: int) -> None:
    """The same changes, and none, over tables of 100,000 and of 1,000,000 rows, in turn."""
    account = bench.account
    some = Wish(only=read_by_models().only[:RESOURCES])
    every = Wish(only=[one.name for one in catalog().values() if one.every != "never"])
    urls = {rows: bench.database(f"rows_{rows}") for rows in ROWS}
    taken: dict[str, dict[int, list[float]]] = {"changes": {}, "nothing": {}}

    def extract(rows: int, wish: Wish, *, full: bool = False) -> float:
        mode = "full" if full else "incremental"
        return seconds(
            lambda: sync(account, urls[rows], bench.home, mode=mode, wish=wish, requests_per_second=10_000)
        )

    for rows in ROWS:
        extract(rows, every, full=True)
        for table in GROWN:
            _grow(urls[rows], table, rows)
        extract(rows, every)
    for number in range(2 * repeat):
        bench.simulator.control.activity(changes=CHANGES, seed=500 + number)
        for rows in ROWS:
            taken["changes"].setdefault(rows, []).append(extract(rows, some))
    for rows in ROWS:
        extract(rows, every)
    for _ in range(2 * repeat):
        for rows in ROWS:
            taken["nothing"].setdefault(rows, []).append(extract(rows, every))
    for label, resources in (("changes", len(some.only)), ("nothing", len(every.only))):
        few, many = (statistics.median(taken[label][rows]) for rows in ROWS)
        what = f"{CHANGES} changes" if label == "changes" else "Nothing changed"
        log.info(
            "%s, %s resources, warm: %.2f s over tables of %s rows, %.2f s over %s; ratio %.2f",
            what,
            resources,
            few,
            f"{ROWS[0]:,}",
            many,
            f"{ROWS[1]:,}",
            many / few,
        )


def _grow(url: str, table: str, rows: int) -> None:
    """Fill a raw table up with copies under other ids."""
    with psycopg.connect(url, autocommit=True) as connection:
        names = connection.execute(
            "select column_name from information_schema.columns where table_schema = 'raw' and table_name = %s",
            (table,),
        ).fetchall()
        columns = [name for (name,) in names]
        values = ["st_id + copy * 10000000000" if name == "st_id" else f'"{name}"' for name in columns]
        quoted = ", ".join(f'"{name}"' for name in columns)
        connection.execute(
            f"insert into raw.{table} ({quoted}) select {', '.join(values)} from raw.{table}, "
            f"generate_series(1, {rows}) as copy limit {rows} - (select count(*) from raw.{table})".encode()
        )
        connection.execute(f"vacuum analyze raw.{table}".encode())
