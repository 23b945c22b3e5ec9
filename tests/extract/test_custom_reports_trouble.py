"""Custom reports that are disturbed, and fields of them that nobody may see."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from extract.custom_reports import ReportOptions, read_custom_reports
from extract.custom_reports_books import report_lock
from extract.custom_reports_file import Dates, ReportSpec
from extract.ledger import connect
from extract.privacy import Rule
from extract.report import AlreadyRunningError, ResourceReport
from simulator.process import SimulatorProcess
from tests.conftest import Bench
from tests.reporting import Report, Reporting, fields, parameter, serving

READ_AT = datetime(2024, 3, 2, 12, tzinfo=UTC)
"""The time by the API's clock."""
TODAY = READ_AT.date()
DAYS = [(TODAY - timedelta(days=back)).isoformat() for back in range(6)]
WHOLE = ReportSpec("revenue", "operations", id=175)
DAILY = replace(WHOLE, dates=Dates(TODAY - timedelta(days=5), look_back=1))
QUICK = ReportOptions(interval=0.0, at_once=True, retry_seconds=1.0, requests_per_second=1000)


@pytest.fixture
def reporting(simulator_process: SimulatorProcess) -> Iterator[Reporting]:
    with serving(simulator_process.environment()["SERVICE_TITAN_API_URL"], READ_AT) as state:
        yield state


@pytest.fixture
def revenue(reporting: Reporting) -> Report:
    kinds = fields(Name="String", TotalRevenue="Number", Customer="String")
    asks = [parameter("From", "Date"), parameter("To", "Date")]
    rows = [["Plumbing", 100.5, "Ann"], ["Drains", 2, None]]
    return reporting.add(Report(175, "Revenue", kinds, lambda _: rows, asks))


def _read(bench: Bench, reporting: Reporting, spec: ReportSpec, **options: Any) -> tuple[ResourceReport, ...]:
    bench.control.set_clock(READ_AT.isoformat())
    account = replace(bench.settings.require_account(), api_url=reporting.url)
    return read_custom_reports(account, bench.url, [spec], replace(QUICK, **options))


def _days(bench: Bench) -> list[str]:
    found = bench.query("select distinct period_start::text from raw.report_revenue order by 1 desc")
    return [day for (day,) in found]


def test_a_period_that_cannot_be_read_keeps_no_other_waiting(
    bench: Bench, reporting: Reporting, revenue: Report
) -> None:
    revenue.refused = lambda asked: 400 if asked["From"] in (DAYS[0], DAYS[3]) else None
    (done,) = _read(bench, reporting, DAILY)
    assert (done.fetched, _days(bench)) == (8, [DAYS[1], DAYS[2], DAYS[4], DAYS[5]])
    told = (done.error or "").split("; ")
    assert [(line[:10], "400" in line) for line in told] == [(DAYS[0], True), (DAYS[3], True)]
    assert bench.query("select status, records_fetched, error_message from raw.sync_log") == [
        ("failed", 8, done.error)
    ]

    assert _read(bench, reporting, DAILY, at_once=False) == ()
    bench.query("update raw.report_failures set failed_at = failed_at - interval '1 hour'")
    reporting.asked.clear()
    revenue.refused = lambda _: None
    (done,) = _read(bench, reporting, DAILY, at_once=False)
    assert (done.error, {*reporting.periods(175)}) == (None, {DAYS[0], DAYS[3]})
    assert _days(bench) == DAYS
    assert bench.value("select count(*) from raw.report_failures") == 0


def test_what_failed_before_is_asked_for_last(bench: Bench, reporting: Reporting, revenue: Report) -> None:
    revenue.refused = lambda asked: 500 if asked["From"] == DAYS[0] else None
    (done,) = _read(bench, reporting, DAILY, seconds=0.0, retry_seconds=0.0, interval=60.0)
    assert "500" in (done.error or "")
    assert done.notice == "5 of 6 periods are left to the next run"
    revenue.refused = lambda _: None
    reporting.asked.clear()
    _read(bench, reporting, DAILY)
    assert reporting.periods(175) == [*DAYS[1:], DAYS[0]]


def test_a_report_that_fails_again_and_again_is_left_to_the_next_run(
    bench: Bench, reporting: Reporting, revenue: Report
) -> None:
    revenue.status = 400
    (done,) = _read(bench, reporting, DAILY)
    assert (len(reporting.asked), (done.error or "").count("400")) == (3, 3)
    assert done.notice == "3 of 6 periods are left to the next run"


def test_a_sync_leaves_alone_what_a_report_has_open(
    bench: Bench, reporting: Reporting, revenue: Report
) -> None:
    _read(bench, reporting, WHOLE)
    tenant = bench.settings.require_account().tenant_id
    with connect(bench.url) as other, report_lock(other, tenant):
        bench.query(
            "insert into raw.sync_log (run_id, tenant_id, module, sync_type, status, triggered_by) "
            "values ('other', %s, 'report_revenue', 'full', 'started', 'manual'), "
            "('dead', %s, 'zones', 'full', 'started', 'manual')",
            tenant,
            tenant,
        )
        bench.sync(only=["zones"])
        with pytest.raises(AlreadyRunningError):
            _read(bench, reporting, WHOLE)
        status = "select status from raw.sync_log where run_id = %s"
        assert bench.value(status, "other") == "started"
    _read(bench, reporting, replace(WHOLE, name="another"))
    assert bench.value(status, "other") == "failed"


def test_models_learn_of_a_report_that_changed(bench: Bench, reporting: Reporting, revenue: Report) -> None:
    noted = "select entity_type from raw.pending_changes"
    _read(bench, reporting, WHOLE)
    assert bench.query(noted) == [("report_revenue",)]
    bench.query("delete from raw.pending_changes")
    _read(bench, reporting, WHOLE)
    assert bench.query(noted) == []
    revenue.rows = lambda _: []
    _read(bench, reporting, WHOLE)
    assert bench.query(noted) == [("report_revenue",)]


def test_what_must_not_be_stored_is_not(bench: Bench, reporting: Reporting, revenue: Report) -> None:
    _read(bench, reporting, WHOLE)
    assert bench.query("select customer from raw.report_revenue order by row_number") == [("Ann",), (None,)]
    rules = replace(WHOLE, privacy={"Name": "hash", "customer": "block"})
    (done,) = _read(bench, reporting, rules, salt="pepper")
    assert (done.error, done.updated) == (None, 2)
    hashed = hmac.new(b"pepper", b"Plumbing", hashlib.sha256).hexdigest()
    row = bench.query(
        "select name, customer, total_revenue::text, full_data from raw.report_revenue where row_number = 1"
    )
    assert row == [(hashed, None, "100.5", {"Name": hashed, "TotalRevenue": 100.5})]
    assert (
        bench.value("select count(*) from raw.report_revenue where report_revenue::text ~ 'Ann|Drains'") == 0
    )


REFUSED: dict[str, tuple[dict[str, Rule], str, str]] = {
    "a field there is not": (
        {"Colour": "block"},
        "s",
        "names Colour, and the report has the fields Name, Total",
    ),
    "no salt": ({"Name": "hash"}, "", "SYNC_HASH_SALT must be set"),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_a_rule_that_cannot_be_kept_stores_nothing(
    bench: Bench, reporting: Reporting, revenue: Report, mistake: str
) -> None:
    rules, salt, told = REFUSED[mistake]
    (done,) = _read(bench, reporting, replace(WHOLE, privacy=rules), salt=salt)
    assert told in (done.error or "")
    assert reporting.asked == []
    assert bench.value("select to_regclass('raw.report_revenue')") is None


def test_a_column_the_report_lost_holds_no_value_of_another_row(
    bench: Bench, reporting: Reporting, revenue: Report
) -> None:
    _read(bench, reporting, WHOLE)
    revenue.fields = fields(Name="String", TotalRevenue="Number")
    revenue.rows = lambda _: [["Drains", 2], ["Heating", 3]]
    _read(bench, reporting, WHOLE)
    rows = bench.query(
        "select name, total_revenue::text, customer from raw.report_revenue order by row_number"
    )
    assert rows == [("Drains", "2", None), ("Heating", "3", None)]
