"""`kill -9` at any moment: the next run ends like an undisturbed one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import psycopg
import pytest

from extract.ledger import Ledger, connect
from tests.conftest import PROJECT, Bench, Databases

READ_AT = ("last_synced_at", "aggregates_updated_at", "fetched_at")
IN_DBT = (
    "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'dbt'"
)


SLOW_LOAD = """
create schema raw;
create table raw.load_files (
    file_id text primary key, load_id text, tenant_id bigint, entity_type text, created bigint, updated bigint,
    rejected bigint, error text, loaded_at timestamptz default now()
);
create function hold() returns trigger language plpgsql as $$ begin perform pg_sleep(3600); return new; end $$;
create trigger hold before insert on raw.load_files for each row when (new.entity_type = 'zones')
execute function hold();
"""
IN_LOAD = (
    "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'"
)
MOMENTS: dict[str, Callable[[Bench], bool]] = {
    "extract": lambda bench: len(bench.control.requests().requests) > 20,
    "load": lambda bench: bench.value(IN_LOAD) > 0,
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
    deadline = time.monotonic() + 400
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
    if moment == "load":
        other.query(SLOW_LOAD)
    core.control.clear_requests()
    _kill_when(other, MOMENTS[moment])
    other.query("select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'")
    other.query("drop function if exists hold() cascade")
    core.control.settings(latency=0)

    result = other.command("flows.sync")

    assert result.returncode == 0, result.stderr
    assert other.value("select count(*) from raw.sync_log where status = 'started'") == 0
    interrupted = other.value(
        "select count(*) from raw.sync_log where error_message = 'the run was interrupted'"
    )
    assert (interrupted > 0) == (moment != "dbt")
    counted = "select entity, total_records from analytics.v_sync_status order by entity"
    assert other.query(counted) == core.query(counted)
    tables = core.query(
        "select schemaname || '.' || tablename from pg_tables where tablename like 'st\\_%%' "
        "and schemaname in ('raw', 'analytics')"
    )
    for (table,) in tables:
        assert other.table(table, without=READ_AT) == core.table(table, without=READ_AT), table


def test_a_second_run_of_a_tenant_leaves_the_first_alone(core: Bench) -> None:
    with connect(core.url) as first:
        assert Ledger(first, core.settings.require_account().tenant_id).try_lock()
        second = core.command("flows.sync")
    assert "running already" in second.stdout
    assert second.returncode == 0
    assert core.value("select count(distinct run_id) from raw.sync_log") == 1


def test_the_lock_ends_with_its_run_not_when_the_server_misses_the_connection(bench: Bench) -> None:
    with connect(bench.url) as first, connect(bench.url) as next_one:
        with Ledger(first, 1).lock() as got, Ledger(next_one, 1).lock() as got_too:
            assert (got, got_too) == (True, False)
        with Ledger(next_one, 1).lock() as got:
            assert got, "the first connection is still open"
        with pytest.raises(psycopg.errors.DivisionByZero), Ledger(next_one, 1).lock():
            next_one.execute("select 1 / 0")
        assert Ledger(first, 1).try_lock()
