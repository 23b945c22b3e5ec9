"""Where a read goes on from, after failures, refusals and detours: nothing is missed, nothing good thrown away."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extract.report import SyncError
from simulator.messages import Fault
from tests.conftest import Bench


def _cursors(bench: Bench) -> dict[str, Any]:
    rows = bench.query(
        "select entity_type, last_sync_cursor from raw.sync_state where last_sync_cursor is not null"
    )
    return {name: json.loads(cursor)["endpoints"] for name, cursor in rows}


def test_a_listing_that_failed_midway_goes_on_and_misses_nothing(bench: Bench) -> None:
    simulator = bench.control
    simulator.settings(rate_limit=0, max_page_size=5000)
    simulator.add("campaigns", {"name": "many"}, count=5500)
    simulator.faults(Fault("500", path="*/campaigns", skip=1))
    bench.settings_overrides["SERVICE_TITAN_RETRY_SECONDS"] = "0"
    assert [resource.name for resource in bench.sync(only=["campaigns"]).failed] == ["campaigns"]
    assert bench.value("select count(*) from raw.st_campaigns") == 5000

    simulator.faults()
    simulator.advance(hours=3)
    first = simulator.truth("campaigns")[0]["id"]
    simulator.change("campaigns", {"name": "changed meanwhile"}, ids=[first])
    simulator.advance(hours=3)
    assert not bench.sync(only=["campaigns"]).failed
    assert not bench.sync(only=["campaigns"]).failed
    assert bench.value("select count(*) from raw.st_campaigns") == len(simulator.truth("campaigns"))
    assert bench.value("select name from raw.st_campaigns where st_id = %s", first) == "changed meanwhile"


def test_a_feed_that_failed_midway_goes_on_from_there(bench: Bench) -> None:
    bench.control.settings(feed_page_size=3)
    bench.control.faults(Fault("500", path="*/export/jobs", skip=2))
    bench.settings_overrides["SERVICE_TITAN_RETRY_SECONDS"] = "0"
    assert bench.sync(only=["jobs"]).failed
    assert bench.value("select count(*) from raw.st_jobs") == 6
    bench.control.faults()
    report = bench.sync(only=["jobs"])
    truth = len(bench.control.truth("jobs"))
    assert report.resources[0].fetched == truth - 6
    assert bench.value("select count(*) from raw.st_jobs") == truth


def test_a_full_read_that_fails_keeps_the_cursors(core: Bench) -> None:
    before = _cursors(core)
    core.control.faults(Fault("500", path="*/export/jobs"))
    core.settings_overrides["SERVICE_TITAN_RETRY_SECONDS"] = "0"
    try:
        assert [resource.name for resource in core.sync("full").failed] == ["jobs"]
    finally:
        core.settings_overrides.clear()
    assert _cursors(core)["jobs"] == before["jobs"]


def test_tokens_refused_again_and_again_end_the_read(core: Bench) -> None:
    core.control.settings(feed_page_size=3)
    core.control.faults(Fault("400", path="*/export/jobs", skip=1))
    report = core.sync("full", only=["jobs"])
    assert "400" in (report.failed[0].error or "")
    assert report.failed[0].requests < 10


def test_another_host_is_noticed_before_anything_is_read(core: Bench) -> None:
    before = _cursors(core)
    core.query(
        "update raw.sync_state set last_sync_cursor = replace(last_sync_cursor, '127.0.0.1', 'api.servicetitan.io')"
    )
    result = core.command("flows.sync")
    assert result.returncode == 1
    (line,) = result.stderr.strip().splitlines()
    assert "api.servicetitan.io" in line
    assert "SERVICE_TITAN_ENVIRONMENT" in line
    assert _cursors(core) == before
    assert core.command("flows.sync", "--mode", "full").returncode == 0
    assert core.command("flows.sync").returncode == 0


def test_a_wait_the_api_asks_for_is_not_endless(core: Bench) -> None:
    core.control.faults(Fault("429", path="*/export/jobs", seconds=3600))
    core.settings_overrides["SERVICE_TITAN_RETRY_SECONDS"] = "5"
    try:
        with pytest.raises(SyncError, match="429"):
            core.sync(only=["jobs"])
    finally:
        core.settings_overrides.clear()
