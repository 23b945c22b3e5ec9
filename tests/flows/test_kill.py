"""`kill -9` at any moment: the next run ends like an undisturbed one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from tests.conftest import PROJECT, Bench, Databases

READ_AT = ("last_synced_at", "aggregates_updated_at", "fetched_at")
IN_DBT = (
    "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'dbt'"
)


def _loaded_files(bench: Bench) -> int:
    if not bench.value("select to_regclass('raw.load_files') is not null"):
        return 0
    return int(bench.value("select count(*) from raw.load_files"))


MOMENTS: dict[str, Callable[[Bench], bool]] = {
    "extract": lambda bench: len(bench.control.requests().requests) > 20,
    "load": lambda bench: _loaded_files(bench) > 3,
    "dbt": lambda bench: (
        bench.value(IN_DBT) > 0 and bench.value("select to_regclass('analytics.st_jobs') is not null")
    ),
}


def _kill_when(bench: Bench, happens: Callable[[Bench], bool]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.sync"],
        cwd=PROJECT,
        env={**os.environ, **bench.environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 120
    while not happens(bench):
        assert process.poll() is None, "the run was over before the moment came"
        assert time.monotonic() < deadline
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_run_is_made_good_by_the_next(core: Bench, make_database: Databases, moment: str) -> None:
    other = Bench(make_database("other"), core.home / "other", core.control, core.access)
    if moment == "extract":
        core.control.settings(latency=0.1)
    core.control.clear_requests()
    _kill_when(other, MOMENTS[moment])
    core.control.settings(latency=0)

    result = other.command("flows.sync")

    assert result.returncode == 0, result.stderr
    assert other.value("select count(*) from raw.sync_log where status = 'started'") == 0
    assert (
        other.value("select count(*) from raw.sync_log where error_message = 'the run was interrupted'") > 0
    )
    tables = core.query(
        "select schemaname || '.' || tablename from pg_tables where tablename like 'st\\_%%' "
        "and schemaname in ('raw', 'analytics')"
    )
    for (table,) in tables:
        assert other.table(table, without=READ_AT) == core.table(table, without=READ_AT), table


def test_a_second_run_of_a_tenant_leaves_the_first_alone(core: Bench) -> None:
    core.control.settings(latency=0.3)
    first = subprocess.Popen(
        [sys.executable, "-m", "flows.sync", "--mode", "full"],
        cwd=PROJECT,
        env={**os.environ, **core.environment},
        stdout=subprocess.DEVNULL,
    )
    while core.value("select count(*) from raw.sync_log where status = 'started'") == 0:
        assert first.poll() is None
        time.sleep(0.01)
    second = core.command("flows.sync")
    assert "running already" in second.stdout
    assert second.returncode == 0
    assert first.wait() == 0
    assert core.value("select count(distinct run_id) from raw.sync_log") == 2
