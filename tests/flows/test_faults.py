"""A disturbed read ends like an undisturbed one, and one resource's failure costs only that resource."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from extract.background import AT_ONCE
from simulator.messages import Fault
from tests.conftest import Bench, Databases

DISTURBANCES: Mapping[str, Sequence[Fault]] = {
    "server errors": (
        Fault("500", probability=0.1, seed=1),
        Fault("502", probability=0.1, seed=2),
        Fault("503", probability=0.1, seed=3),
    ),
    "broken connections": (
        Fault("reset", probability=0.15, seed=4),
        Fault("truncate", probability=0.15, seed=5),
    ),
    "rate limit": (Fault("429", probability=0.1, seed=6, seconds=1),),
    "tokens that expire": (Fault("401", path="*/tenant/*", probability=0.1, seed=7),),
}
READ_AT = ("fetched_at", "last_synced_at", "aggregates_updated_at")


def _raw(bench: Bench) -> dict[str, Any]:
    tables = bench.query(
        "select tablename from pg_tables where schemaname = 'raw' and tablename like 'st\\_%%'"
    )
    return {name: bench.table(f"raw.{name}", without=READ_AT) for (name,) in tables}


@pytest.mark.parametrize("disturbance", DISTURBANCES)
def test_a_disturbed_read_equals_an_undisturbed_one(
    core: Bench, make_database: Databases, disturbance: str
) -> None:
    core.control.settings(feed_page_size=5, rate_limit=0)
    core.control.faults(*DISTURBANCES[disturbance])
    # Which request is hit how often depends on threads: as patient as by default, none is hit too often.
    patient = {"SERVICE_TITAN_RETRY_SECONDS": "300"}
    other = Bench(make_database("other"), core.home / "other", core.control, core.access, patient)
    report = other.sync("full")
    assert not report.failed
    assert any(request.status != 200 for request in core.control.requests().requests)
    assert _raw(other) == _raw(core)


def test_a_token_that_lives_seconds_is_renewed_in_time(core: Bench, make_database: Databases) -> None:
    core.control.settings(token_seconds=1, feed_page_size=5, latency=0.02)
    other = Bench(make_database("other"), core.home / "other", core.control, core.access)
    assert not other.sync("full").failed
    assert _raw(other) == _raw(core)


def test_tokens_refused_in_a_row_fail_nothing_while_the_key_is_accepted(core: Bench) -> None:
    core.control.settings(feed_page_size=5)
    core.control.faults(Fault("401", path="*/export/jobs", from_page=2, count=5))
    core.control.clear_requests()
    assert core.run("full", only=["jobs"]).ok
    assert [request.status for request in core.control.requests().requests].count(401) == 5


def test_a_path_that_refuses_every_token_costs_only_itself(core: Bench) -> None:
    core.control.faults(Fault("401", path="*/export/jobs"))
    ((name, error),) = ((resource.name, resource.error or "") for resource in core.sync().failed)
    assert name == "jobs"
    assert "export/jobs" in error
    assert "SERVICE_TITAN_APP_KEY" in error


def test_the_rate_limit_is_kept_and_obeyed(core: Bench, make_database: Databases) -> None:
    core.control.settings(rate_limit=60, feed_page_size=5)
    other = Bench(make_database("other"), core.home / "other", core.control, core.access)
    # However slow the machine, no more come late than are under way at once, and these together are not too many.
    pace = str(60 - AT_ONCE - 1)
    result = other.command("flows.sync", "--mode", "full", SERVICE_TITAN_REQUESTS_PER_SECOND=pace)
    assert result.returncode == 0, result.stderr
    assert all(request.status == 200 for request in core.control.requests().requests)
    assert _raw(other) == _raw(core)


def test_one_failing_resource_costs_only_itself(core: Bench) -> None:
    simulator = core.control
    simulator.advance(hours=1)
    simulator.change("customers", {"name": "Renamed"}, ids=[1002])
    simulator.change("jobs", {"summary": "lost for now"}, ids=[3001])
    simulator.faults(Fault("500", path="*/export/jobs"))

    result = core.command("flows.sync", SERVICE_TITAN_RETRY_SECONDS="1")

    assert result.returncode == 1
    (line,) = (line for line in result.stderr.splitlines() if line.startswith("Failed"))
    assert "jobs" in line
    assert "500" in line
    assert core.value("select name from analytics.st_customers where st_id = 1002") == "Renamed"
    assert core.value("select customer_name from analytics.st_jobs where st_id = 3002") == "Renamed"
    state = dict(
        core.query("select entity_type, sync_status from raw.sync_state where sync_status <> 'idle'")
    )
    assert state == {"jobs": "failed"}
    status = core.query(
        "select entity, last_status from analytics.v_sync_status where last_error is not null"
    )
    assert [entity for entity, _ in status] == ["jobs"]

    simulator.faults()
    assert core.command("flows.sync").returncode == 0
    assert core.value("select summary from analytics.st_jobs where st_id = 3001") == "lost for now"


def test_a_table_postgresql_cannot_write_costs_only_itself_and_loses_nothing(core: Bench) -> None:
    simulator = core.control
    core.query("alter table raw.st_jobs add constraint refuse check (summary <> 'refused') not valid")
    simulator.advance(hours=1)
    simulator.change("jobs", {"summary": "refused"}, ids=[3001])
    simulator.change("customers", {"name": "Renamed"}, ids=[1002])
    report = core.sync()
    assert [(resource.name, "refuse" in (resource.error or "")) for resource in report.failed] == [
        ("jobs", True)
    ]
    assert core.value("select name from raw.st_customers where st_id = 1002") == "Renamed"

    core.query("alter table raw.st_jobs drop constraint refuse")
    assert not core.sync().failed
    assert core.value("select summary from raw.st_jobs where st_id = 3001") == "refused"


def test_a_module_without_scope_is_a_state_not_a_failure(core: Bench) -> None:
    core.control.settings(denied_modules=("payroll",))
    result = core.command("flows.sync")
    assert result.returncode == 0
    assert "job_timesheets" in result.stdout
    assert "not permitted" in result.stdout
    state = "select permitted, sync_status, error_message like 'not permitted: 403%%' from raw.sync_state"
    assert core.query(f"{state} where entity_type = 'job_timesheets'") == [(False, "idle", True)]

    core.control.clear_requests()
    core.sync()
    assert not any("payroll" in request.path for request in core.control.requests().requests)

    named = core.run("full", only=["payrolls", "timesheet_codes"])
    assert named.ok, "what was asked for by name is not permitted, too, and no fault of the settings"
    core.control.settings(denied_modules=())
    core.sync("full")
    assert core.query(f"{state} where entity_type = 'job_timesheets'") == [(True, "idle", None)]
