"""After the first run: only changes are asked for, loaded and built, and the result is that of a full run."""

from __future__ import annotations

import json

import pytest

from flows.time_zones import note_time_zone
from flows.transform import transform
from tests.conftest import Bench, Databases, resources_read

MODELS = (
    "select tablename from pg_tables where schemaname = 'analytics' and tablename like 'st\\_%%' order by 1"
)
FINGERPRINT = """
select string_agg(t.xmin::text || t.ctid::text, ',' order by t.ctid) from {} as t
"""


def _row_versions(bench: Bench) -> dict[str, str]:
    """Transaction and place of every row: another one means that the row was written."""
    tables = bench.query(
        "select schemaname || '.' || tablename from pg_tables where tablename like 'st\\_%%' "
        "and schemaname in ('raw', 'analytics')"
    )
    assert len(tables) > 40
    return {name: bench.value(FINGERPRINT.format(name)) for (name,) in tables}


def test_an_incremental_run_equals_a_full_one(core: Bench, make_database: Databases) -> None:
    simulator = core.control
    simulator.advance(hours=1)
    simulator.change("customers", {"name": "Renamed & Co"}, count=5)
    simulator.add("jobs", {"customerId": 1001, "locationId": 2001, "businessUnitId": 101}, count=2)
    simulator.deactivate("technicians", count=1)
    simulator.clear_requests()

    result = core.run("incremental")

    assert result.ok, result.failure
    assert result.extracted is not None
    changes = {r.name: (r.created, r.updated) for r in result.extracted.resources if r.changed}
    assert changes == {"customers": (0, 5), "jobs": (2, 0), "technicians": (0, 1)}
    assert (
        "st_customers" in {model.name for model in result.transformed.models} if result.transformed else False
    )

    fresh = Bench(make_database("other"), core.home / "fresh", simulator, core.access)
    assert fresh.run("full").ok
    for (model,) in core.query(MODELS):
        table = f"analytics.{model}"
        ignored = ("last_synced_at", "aggregates_updated_at")
        assert core.table(table, without=ignored) == fresh.table(table, without=ignored), model


def test_an_incremental_run_asks_only_for_changes(core: Bench) -> None:
    core.control.advance(hours=1)
    core.control.change("customers", {"name": "Other"}, count=1)
    core.control.clear_requests()

    report = core.sync()

    log = core.control.requests()
    api = [request for request in log.requests if "/tenant/" in request.path]
    endpoints = [endpoint for resource in resources_read() for endpoint in resource.endpoints]
    assert len(api) == len(endpoints)  # none has a second page
    for request in api:
        asks_for_changes = {"from", "modifiedOnOrAfter"} & set(request.params)
        assert asks_for_changes or request.path.endswith(("/user-roles", "/costs")), request
    fetched = {r.name: r.fetched for r in report.resources if r.fetched}
    assert fetched == {
        "customers": 1,
        "user_roles": 2,
        "campaign_costs": len(core.control.truth("campaign-costs")),
    }


def test_a_run_without_changes_writes_no_row(core: Bench) -> None:
    core.run("incremental")
    before = _row_versions(core)
    result = core.run("incremental")
    assert result.ok, result.failure
    assert result.transformed is not None
    assert result.transformed.models == ()
    assert _row_versions(core) == before


def test_a_full_run_over_unchanged_records_writes_no_row(core: Bench) -> None:
    before = _row_versions(core)
    result = core.run("full")
    assert result.ok, result.failure
    assert _row_versions(core) == before


def test_a_run_in_which_only_records_changed_that_no_model_reads_does_not_load_dbt(core: Bench) -> None:
    log = core.home / "logs" / "dbt.log"
    said = log.stat().st_size
    for resource, loads in (("zones", False), ("campaigns", True)):
        core.control.advance(hours=1)
        core.control.change(resource, {"name": "Other"}, count=1)
        result = core.run("incremental")
        assert result.ok, result.failure
        assert core.value("select count(*) from raw.pending_changes") == 0
        assert (log.stat().st_size > said) == loads


def test_a_project_that_was_not_built_to_its_end_leaves_none_that_counts_as_built(
    core: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever takes it back may find tables that already have its columns."""
    monkeypatch.setenv("DBT_LOG_FORMAT", "a value that dbt refuses")
    note_time_zone(core.url, 1, "America/Denver")
    assert transform(core.warehouse).errors
    core.query("delete from raw.tenants where tenant_id = 1")
    assert transform(core.warehouse).everything


def test_inactive_records_arrive(core: Bench) -> None:
    for resource in ("customers", "jobs", "technicians", "job_types", "campaigns", "teams", "appointments"):
        truth = core.control.truth(resource.replace("_", "-"))
        wanted = (len(truth), sum(not item["active"] for item in truth))
        assert core.query(f"select count(*), count(*) filter (where not active) from raw.st_{resource}") == [
            wanted
        ]


def test_a_record_no_longer_returned_is_marked_and_unmarked(core: Bench) -> None:
    payment = core.control.truth("payments")[0]["id"]
    (text,) = (text for text in core.control.truth_texts("payments") if json.loads(text)["id"] == payment)
    core.control.delete("payments", ids=[payment])
    core.run("full")
    assert core.query("select st_id from raw.st_payments where deleted_at is not null") == [(payment,)]
    assert core.query("select count(*) from analytics.st_payments where deleted_at is not null") == [(1,)]

    core.control.advance(hours=1)
    core.control.put("payments", text.decode())
    core.run("full")
    assert core.query("select count(*) from raw.st_payments where deleted_at is not null") == [(0,)]


def test_a_full_read_that_misses_too_much_marks_nothing(core: Bench) -> None:
    core.control.delete("customer-contacts", count=8)
    report = core.sync("full")
    (contacts,) = (resource for resource in report.resources if resource.name == "customer_contacts")
    assert contacts.deleted == 0
    assert "not marked as deleted" in (contacts.notice or "")
    assert core.query("select count(*) from raw.st_customer_contacts where deleted_at is not null") == [(0,)]
    assert "not marked" in core.value(
        "select error_message from raw.sync_log where module = 'customer_contacts' order by id desc limit 1"
    )


def test_one_record_of_a_small_table_can_go_but_not_all(core: Bench) -> None:
    zones = [zone["id"] for zone in core.control.truth("zones")]
    core.control.delete("zones", ids=zones[:1])
    core.sync("full", only=["zones"])
    assert core.query("select st_id from raw.st_zones where deleted_at is not null") == [(zones[0],)]
    core.control.delete("zones", ids=zones[1:])
    core.sync("full", only=["zones"])
    assert core.query("select st_id from raw.st_zones where deleted_at is not null") == [(zones[0],)]


def test_one_resource_can_be_synced_alone(bench: Bench) -> None:
    result = bench.run("incremental", only=["customers"])
    assert result.ok, result.failure
    assert bench.query("select module from raw.sync_log") == [("customers",)]
    assert bench.value("select count(*) from analytics.st_customers") == 26
    assert bench.value("select count(*) from analytics.st_jobs") == 0


def test_a_refused_feed_token_costs_nothing(core: Bench) -> None:
    core.control.advance(hours=1)
    core.control.change("jobs", {"summary": "changed"}, count=3)
    core.control.expire_feed_tokens()
    report = core.sync()
    assert not report.failed
    assert {r.name: r.updated for r in report.resources if r.changed} == {"jobs": 3}
