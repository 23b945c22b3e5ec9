"""Against a Singer tap and target: set BENCH_TAP and BENCH_TARGET to installed programs, such as tap-service-titan (of
archdotdev, from GitHub) and target-postgres (of MeltanoLabs), each in an environment of its own. Without them this
part is left out.
"""

from __future__ import annotations

import json
import logging
import os
import statistics
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg

from extract.catalog import catalog
from extract.plan import Wish
from extract.settings import Account
from extract.sync import sync
from tests.bench.common import Bench, seconds

TAP, TARGET = "BENCH_TAP", "BENCH_TARGET"
SCHEMA = "singer"
COMMON = 24
"""So many resources are compared: of those that both read, the first by name."""
log = logging.getLogger("bench")


def compare(bench: Bench, repeat: int) -> None:
    """API to committed rows of the resources that both read, in turn."""
    tap, target = os.environ.get(TAP), os.environ.get(TARGET)
    if not tap or not target:
        return
    account = bench.account
    names = _common(tap, account, bench.home)
    ratios = []
    for _ in range(repeat):
        url = bench.database("by_singer")
        theirs = seconds(lambda url=url: pipe(tap, target, account, url, names, bench.home))
        their_rate = rows_of(url) / theirs
        url = bench.database("by_sync")
        counts: list[int] = []

        def ours(url: str = url, counts: list[int] = counts) -> None:
            wish = Wish(only=names)
            report = sync(account, url, bench.home, mode="full", wish=wish, requests_per_second=10_000)
            counts.append(sum(resource.fetched for resource in report.resources))

        taken = seconds(ours)
        our_rate = counts[0] / taken
        ratios.append(our_rate / their_rate)
        log.info(
            "%s resources: %.0f records/s; by Singer tap and target %.0f; ratio %.1f",
            len(names),
            our_rate,
            their_rate,
            ratios[-1],
        )
    log.info("Ratio to Singer tap and target: median %.1f of %s", statistics.median(ratios), repeat)


def tap_settings(account: Account) -> dict[str, str]:
    """The tap's configuration, which leads it to the simulator."""
    return {
        "client_id": account.client_id,
        "client_secret": account.client_secret,
        "st_app_key": account.app_key,
        "tenant_id": str(account.tenant_id),
        "api_url": account.api_url,
        "auth_url": account.auth_url,
    }


def target_settings(url: str) -> dict[str, Any]:
    """The target's configuration: a schema of its own in the database of the URL."""
    parts = urlsplit(url)
    return {
        "host": parts.hostname,
        "port": parts.port or 5432,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "database": parts.path.lstrip("/"),
        "default_target_schema": SCHEMA,
    }


def _discover(tap: str, account: Account, folder: Path) -> dict[str, Any]:
    settings = _written(folder / "tap.json", tap_settings(account))
    found = subprocess.run(
        [tap, "--config", settings, "--discover"], stdout=subprocess.PIPE, check=True, cwd=folder
    )
    streams: dict[str, Any] = json.loads(found.stdout)
    return streams


def _common(tap: str, account: Account, folder: Path) -> list[str]:
    streams = {stream["tap_stream_id"] for stream in _discover(tap, account, folder)["streams"]}
    return sorted(streams & catalog().keys())[:COMMON]


def pipe(tap: str, target: str, account: Account, url: str, names: list[str], folder: Path) -> None:
    """Run the tap for these streams into the target, from nothing. Raises CalledProcessError when either fails."""
    streams = _discover(tap, account, folder)
    for stream in streams["streams"]:
        for metadata in stream["metadata"]:
            if not metadata["breadcrumb"]:
                metadata["metadata"]["selected"] = stream["tap_stream_id"] in names
    chosen = _written(folder / "streams.json", streams)
    settings = _written(folder / "tap.json", tap_settings(account))
    destination = _written(folder / "target.json", target_settings(url))
    reading = subprocess.Popen(
        [tap, "--config", settings, "--catalog", chosen],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )
    subprocess.run(
        [target, "--config", destination],
        stdin=reading.stdout,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        check=True,
    )
    if code := reading.wait():
        raise subprocess.CalledProcessError(code, tap)


def _written(path: Path, content: dict[str, Any]) -> str:
    path.write_text(json.dumps(content))
    path.chmod(0o600)
    return str(path)


def rows_of(url: str) -> int:
    """How many rows the target stored."""
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "select tablename from pg_tables where schemaname = %s", (SCHEMA,)
        ).fetchall()
        counts = (
            connection.execute(f'select count(*) from {SCHEMA}."{name}"'.encode()).fetchone()
            for (name,) in tables
        )
        return sum(count[0] for count in counts if count)
