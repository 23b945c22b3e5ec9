"""Against a Singer tap and target: set BENCH_TAP and BENCH_TARGET to installed programs, such as tap-service-titan (of
archdotdev, from GitHub) and target-postgres (of MeltanoLabs), each in an environment of its own. Without them this
part is left out. BENCH_TARGET_SETTINGS may hold a JSON object of further settings of the target.
"""

from __future__ import annotations

import json
import logging
import os
import statistics
import subprocess
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg

from extract.plan import Wish
from extract.settings import Account
from extract.sync import sync
from tests.bench.common import Bench, read_by_models, seconds

TAP, TARGET, TARGET_SETTINGS = "BENCH_TAP", "BENCH_TARGET", "BENCH_TARGET_SETTINGS"
SCHEMA = "singer"
COMMON = 24
"""So many resources are compared: of those that every run reads and the tap knows too, the first by name."""
START = "2000-01-01T00:00:00Z"
"""Before the first record: the tap leaves out what was last modified before its start date, by itself 2024."""
log = logging.getLogger("bench")


@dataclass(frozen=True)
class Pipe:
    """A tap and a target, configured to bring the chosen streams of an account into databases."""

    tap: str
    target: str
    account: Account
    folder: Path
    target_settings: dict[str, Any]

    def streams(self) -> dict[str, Any]:
        """The tap's catalogue. Raises CalledProcessError."""
        asks = [self.tap, "--config", self._tap_config(), "--discover"]
        with self._log("tap").open("wb") as tap_log:
            found = subprocess.run(asks, stdout=subprocess.PIPE, stderr=tap_log, cwd=self.folder, check=False)
        self._require("tap", found.returncode, asks)
        streams: dict[str, Any] = json.loads(found.stdout)
        return streams

    def chosen(self, names: list[str]) -> str:
        """The path of a catalogue with these streams selected and all others not."""
        streams = self.streams()
        for stream in streams["streams"]:
            for metadata in stream["metadata"]:
                if not metadata["breadcrumb"]:
                    metadata["metadata"]["selected"] = stream["tap_stream_id"] in names
        return _written(self.folder / "streams.json", streams)

    def run(self, chosen: str, url: str) -> None:
        """From nothing: the chosen streams into the database. Raises CalledProcessError when either program fails."""
        destination = _written(self.folder / "target.json", target_settings(url) | self.target_settings)
        reads = [self.tap, "--config", self._tap_config(), "--catalog", chosen]
        writes = [self.target, "--config", destination]
        with (
            self._log("tap").open("wb") as tap_log,
            self._log("target").open("wb") as target_log,
            # Leaving this block closes the pipe: a tap whose target has died ends too.
            subprocess.Popen(reads, stdout=subprocess.PIPE, stderr=tap_log, cwd=self.folder) as reading,
        ):
            writing = subprocess.run(
                writes,
                stdin=reading.stdout,
                stdout=subprocess.DEVNULL,
                stderr=target_log,
                cwd=self.folder,
                check=False,
            )
        # The target first: a tap fails too when nobody reads what it writes.
        self._require("target", writing.returncode, writes)
        self._require("tap", reading.returncode, reads)

    def _require(self, name: str, code: int, arguments: list[str]) -> None:
        if code:
            log.error("The %s failed: %s", name, self._log(name).read_text(errors="replace")[-2000:])
            raise subprocess.CalledProcessError(code, arguments)

    def _tap_config(self) -> str:
        return _written(self.folder / "tap.json", tap_settings(self.account))

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"


def compare(bench: Bench, repeat: int) -> None:
    """API to committed rows of the resources that both read, in turn."""
    tap, target = os.environ.get(TAP), os.environ.get(TARGET)
    if not tap or not target:
        return
    pipe = Pipe(tap, target, bench.account, bench.home, json.loads(os.environ.get(TARGET_SETTINGS, "{}")))
    known = {stream["tap_stream_id"] for stream in pipe.streams()["streams"]}
    names = sorted(known.intersection(read_by_models().only))[:COMMON]
    if not names:
        raise ValueError(f"{tap} has no stream of the name of a resource that every run reads")
    chosen = pipe.chosen(names)
    ratios = []
    for _ in range(repeat):
        singer_url, our_url = bench.database("by_singer"), bench.database("by_sync")
        theirs = seconds(partial(pipe.run, chosen, singer_url))
        ours = seconds(partial(_sync, bench, names, our_url))
        ratios.append(theirs / ours)
        stored_there = rows(singer_url, SCHEMA, {name: name for name in names})
        stored_here = rows(our_url, "raw", {name: f"st_{name}" for name in names})
        log.info(
            "%s resources, %s rows: %.0f rows/s; by Singer tap and target %.0f rows/s; %.1f times its speed",
            len(names),
            f"{sum(stored_here.values()):,}",
            sum(stored_here.values()) / ours,
            sum(stored_there.values()) / theirs,
            ratios[-1],
        )
    for name in names:
        if stored_here[name] != stored_there[name]:
            log.info("%s: %s rows, by Singer %s", name, stored_here[name], stored_there[name])
    log.info("Speed over Singer tap and target: median %.1f of %s", statistics.median(ratios), repeat)


def _sync(bench: Bench, names: list[str], url: str) -> None:
    wish = Wish(only=names)
    report = sync(bench.account, url, bench.home, mode="full", wish=wish, requests_per_second=10_000)
    if report.failed:
        raise RuntimeError(f"not read to their end: {', '.join(one.name for one in report.failed)}")


def tap_settings(account: Account) -> dict[str, str]:
    """The tap's configuration, which leads it to the simulator."""
    return {
        "client_id": account.client_id,
        "client_secret": account.client_secret,
        "st_app_key": account.app_key,
        "tenant_id": str(account.tenant_id),
        "api_url": account.api_url,
        "auth_url": account.auth_url,
        "start_date": START,
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


def rows(url: str, schema: str, tables: dict[str, str]) -> dict[str, int]:
    """How many rows are stored of each resource, whose tables are given; none where there is no table."""
    stored = dict.fromkeys(tables, 0)
    with psycopg.connect(url) as connection:
        there = connection.execute("select tablename from pg_tables where schemaname = %s", (schema,))
        found = {name for (name,) in there}
        for resource, table in tables.items():
            if table in found:
                counted = connection.execute(f'select count(*) from {schema}."{table}"'.encode())
                stored[resource] = (counted.fetchone() or (0,))[0]
    return stored


def _written(path: Path, content: dict[str, Any]) -> str:
    path.write_text(json.dumps(content))
    path.chmod(0o600)
    return str(path)
