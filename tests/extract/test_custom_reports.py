"""Custom reports over HTTP into PostgreSQL: what is read when, what lands, what is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract.custom_reports import ReportOptions, read_custom_reports
from extract.custom_reports_file import Dates, ReportSpec, read_report_specs
from extract.custom_reports_periods import LastRead, Period, definition, due_periods
from extract.custom_reports_values import UnfitError, column_names, convert
from extract.report import ResourceReport
from extract.settings import SettingsError
from simulator.process import SimulatorProcess
from tests.conftest import Bench
from tests.reporting import DATES, Report, Reporting, fields, parameter, serving

NOW = datetime(2024, 3, 10, 12, tzinfo=UTC)
READ_AT = datetime(2024, 3, 2, 12, tzinfo=UTC)
"""The time by the API's clock, shortly after a month that had 29 days."""
TODAY = READ_AT.date()
SPEC = ReportSpec("revenue", "operations", id=175)
DAILY = replace(SPEC, dates=Dates(TODAY - timedelta(days=2), look_back=1))
QUICK = ReportOptions(interval=0.0, at_once=True, retry_seconds=5.0, requests_per_second=1000)


@pytest.fixture
def reporting(simulator_process: SimulatorProcess) -> Iterator[Reporting]:
    with serving(simulator_process.environment()["SERVICE_TITAN_API_URL"], READ_AT) as state:
        yield state


def _read(
    bench: Bench, reporting: Reporting, *specs: ReportSpec, **options: Any
) -> dict[str, ResourceReport]:
    bench.control.set_clock(READ_AT.isoformat())
    account = replace(bench.settings.require_account(), api_url=reporting.url)
    reports = read_custom_reports(account, bench.url, specs, replace(QUICK, **options))
    return {report.name: report for report in reports}


def _revenue(asked: dict[str, Any]) -> list[list[Any]]:
    return [["Plumbing", 100.10, asked["From"]], ["Drains", "1234567890123456789.25", asked["From"]]]


def _add_revenue(reporting: Reporting) -> Report:
    kinds = fields(Name="String", TotalRevenue="Number", Day="Date")
    return reporting.add(Report(175, "Business Unit Revenue", kinds, _revenue))


def test_rows_land_typed_with_their_period(bench: Bench, reporting: Reporting) -> None:
    _add_revenue(reporting)
    done = _read(bench, reporting, DAILY)["report_revenue"]
    assert (done.error, done.fetched, done.created) == (None, 6, 6)
    assert reporting.periods(175) == [(TODAY - timedelta(days=n)).isoformat() for n in range(3)]
    rows = bench.query(
        "select tenant_id, period_start, period_end, row_number, name, total_revenue, day, full_data "
        "from raw.report_revenue where period_start = %s order by row_number",
        TODAY,
    )
    tenant = bench.settings.require_account().tenant_id
    whole = {"Name": "Plumbing", "TotalRevenue": 100.1, "Day": TODAY.isoformat()}
    assert rows[0] == (tenant, TODAY, TODAY, 1, "Plumbing", Decimal("100.1"), TODAY, whole)
    assert rows[1][5] == Decimal("1234567890123456789.25")
    log = bench.query("select module, status, records_fetched, records_created from raw.sync_log")
    assert log == [("report_revenue", "completed", 6, 6)]
    assert bench.value("select records_total from raw.sync_state where entity_type = 'report_revenue'") == 6


def test_a_second_read_takes_what_is_not_final_and_rewrites_only_what_changed(
    bench: Bench, reporting: Reporting
) -> None:
    report = _add_revenue(reporting)
    _read(bench, reporting, DAILY)
    before = dict(bench.query("select ctid::text, fetched_at from raw.report_revenue"))
    reporting.asked.clear()
    done = _read(bench, reporting, DAILY)["report_revenue"]
    assert (done.fetched, done.created, done.updated, done.deleted) == (4, 0, 0, 0)
    assert dict(bench.query("select ctid::text, fetched_at from raw.report_revenue")) == before
    assert _read(bench, reporting, DAILY, at_once=False) == {}

    report.rows = lambda asked: _revenue(asked)[:1] if asked["From"] == str(TODAY) else _revenue(asked)
    bench.query(
        "update raw.report_periods set read_at = read_at - interval '1 year' where period_start = %s", TODAY
    )
    reporting.asked.clear()
    done = _read(bench, reporting, DAILY, at_once=False)["report_revenue"]
    assert reporting.periods(175) == [str(TODAY)]
    assert (done.fetched, done.updated, done.deleted) == (1, 0, 1)


def test_pages_are_taken_in_the_size_that_was_given(bench: Bench, reporting: Reporting) -> None:
    rows = [[str(number)] for number in range(25)]
    reporting.add(Report(175, "Many", fields(Number="String"), lambda _: rows, parameters=[]))
    reporting.largest_page = 10
    assert _read(bench, reporting, SPEC)["report_revenue"].fetched == 25
    assert [query["pageSize"] for _, _, query, _, _ in reporting.asked] == ["25000", "10", "10"]
    stored = bench.query("select number from raw.report_revenue order by row_number")
    assert stored == [(number,) for (number,) in rows]
    assert bench.value("select count(*) from raw.report_revenue where period_start is null") == 25


def test_what_does_not_fit_is_null_and_listed(bench: Bench, reporting: Reporting) -> None:
    kinds = fields(tenantId="Number", Closed="Boolean", Day="Date", Untyped="Picture")
    rows = [
        [1, True, "2024-03-01T00:00:00-05:00", {"a": 1}],
        ["n/a", "false", "soon", 2],
        [None, 7, "", None],
    ]
    reporting.add(Report(175, "Odd", kinds, lambda _: rows, parameters=[]))
    done = _read(bench, reporting, SPEC)["report_revenue"]
    assert done.error is None
    assert "3 values" in (done.notice or "")
    stored = bench.query(
        "select tenant_id_2, closed, day, untyped from raw.report_revenue order by row_number"
    )
    assert stored == [
        (Decimal(1), True, date(2024, 3, 1), '{"a": 1}'),
        (None, False, None, "2"),
        (None, None, None, None),
    ]
    drift = bench.query(
        "select field, kind, sample_type, sample from raw.schema_drift where entity_type = 'report_revenue' order by 1"
    )
    assert drift == [
        ("Closed", "other type", "number", "7"),
        ("Day", "other type", "string", '"soon"'),
        ("tenantId", "other type", "string", '"n/a"'),
    ]


def test_a_report_may_gain_and_lose_columns(bench: Bench, reporting: Reporting) -> None:
    report = reporting.add(Report(175, "R", fields(A="Number"), lambda _: [[1]], parameters=[]))
    _read(bench, reporting, SPEC)
    report.fields, report.rows = fields(B="Date", A="String"), lambda _: [["2024-01-02", 3]]
    assert _read(bench, reporting, SPEC)["report_revenue"].updated == 1
    assert bench.query("select a, b from raw.report_revenue") == [(Decimal(3), date(2024, 1, 2))]
    report.fields, report.rows = fields(B="Date"), lambda _: []
    assert _read(bench, reporting, SPEC)["report_revenue"].deleted == 1


def test_other_parameters_and_steps_leave_nothing_of_the_old(bench: Bench, reporting: Reporting) -> None:
    _add_revenue(reporting)
    _read(bench, reporting, DAILY)
    reporting.asked.clear()
    monthly = replace(DAILY, dates=Dates((TODAY - timedelta(days=2)).replace(day=1), step="month"))
    _read(bench, reporting, monthly)
    starts = {start for (start,) in bench.query("select distinct period_start from raw.report_revenue")}
    assert starts == {date(2024, 2, 1), date(2024, 3, 1)}
    assert [tuple(asked.values()) for _, _, _, asked, _ in reporting.asked] == [
        ("2024-03-01", "2024-03-02"),
        ("2024-02-01", "2024-02-29"),
    ]


def test_the_limit_is_kept_and_reports_take_turns(bench: Bench, reporting: Reporting) -> None:
    # However slow the machine, no request is under way for longer than the difference to the reader's pace.
    reporting.interval = 0.2
    _add_revenue(reporting)
    reporting.add(replace(reporting.reports[175], id=176))
    other = replace(DAILY, name="other", id=176)
    done = _read(bench, reporting, DAILY, other, interval=1.2)
    assert not any(report.error for report in done.values())
    assert {status for *_, status in reporting.asked} == {200}
    turns = [number for number, *_ in sorted(reporting.asked, key=lambda entry: entry[1])]
    assert {*turns[:2]} == {*turns[2:4]} == {175, 176}


def test_a_refusal_is_waited_out(bench: Bench, reporting: Reporting) -> None:
    answers = iter((None, 429, None))
    _add_revenue(reporting).refused = lambda _: next(answers)
    spec = replace(DAILY, dates=Dates(TODAY - timedelta(days=1)))
    done = _read(bench, reporting, spec)["report_revenue"]
    assert done.error is None
    assert [status for *_, status in reporting.asked] == [200, 429, 200]
    assert reporting.asked[2][1] - reporting.asked[1][1] >= 1.0


def test_what_there_is_no_time_for_is_left_to_the_next_run(bench: Bench, reporting: Reporting) -> None:
    _add_revenue(reporting)
    done = _read(bench, reporting, DAILY, interval=60.0, seconds=1.0)["report_revenue"]
    assert (done.error, done.fetched) == (None, 2)
    assert done.notice == "2 of 3 periods are left to the next run"
    done = _read(bench, reporting, DAILY, at_once=False)["report_revenue"]
    assert (done.fetched, done.notice) == (4, None)


def test_one_failure_costs_one_report(bench: Bench, reporting: Reporting) -> None:
    _add_revenue(reporting)
    reporting.add(replace(reporting.reports[175], id=176, status=400))
    done = _read(bench, reporting, replace(DAILY, name="broken", id=176), DAILY)
    assert "400" in (done["report_broken"].error or "")
    assert done["report_revenue"].error is None
    log = dict(bench.query("select module, status from raw.sync_log"))
    assert log == {"report_broken": "failed", "report_revenue": "completed"}


def test_a_report_is_found_by_name(bench: Bench, reporting: Reporting) -> None:
    _add_revenue(reporting)
    named = replace(DAILY, id=None, category="Operations", title="business unit  revenue")
    assert _read(bench, reporting, named)["report_revenue"].error is None


TECHNICIANS = parameter(
    "Technicians", "Number", isArray=True, acceptValues={"fields": [], "dynamicSetId": "techs"}
)
KIND = parameter(
    "DateType", "String", isRequired=True, acceptValues={"fields": [], "values": [[0, "Sold"], [1, "Done"]]}
)
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a category there is not": ({"category": "ops"}, "no category 'ops'; there are: Operations (operations)"),
    "a name there is not": (
        {"id": None, "title": "X"},
        "no report 'X' in category 'Operations'; there are: R (175)",
    ),
    "an id there is not": ({"id": 9}, "no report 9 in category 'Operations'"),
    "an unknown parameter": (
        {"parameters": {"DateType": 1, "Tech": 1}},
        "no parameter Tech; there are: DateType",
    ),
    "a missing parameter": ({}, "parameter DateType (DateType) is missing: give a String"),
    "a value not accepted": (
        {"parameters": {"DateType": 5}},
        "DateType does not accept 5; accepted are: 0 (Sold), 1",
    ),
    "no list": (
        {"parameters": {"DateType": 1, "Technicians": 3}},
        "Technicians is 3; it must be a list of Number",
    ),
    "not of the set": (
        {"parameters": {"DateType": 1, "Technicians": [4]}},
        "not accept 4; accepted are: 3 (Ann)",
    ),
    "another type": (
        {"parameters": {"DateType": 1, "Size": "big"}},
        "parameter Size is 'big'; it must be a Number",
    ),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_names_the_parameter_and_what_is_accepted(
    bench: Bench, reporting: Reporting, mistake: str
) -> None:
    reporting.sets["techs"] = [[3, "Ann"]]
    asks = [*DATES, TECHNICIANS, KIND, parameter("Size", "Number")]
    reporting.add(Report(175, "R", fields(A="Number"), lambda _: [[1]], parameters=asks))
    changes, told = WRONG[mistake]
    done = _read(bench, reporting, replace(DAILY, **changes))["report_revenue"]
    assert told in (done.error or "")
    assert reporting.asked == []


def test_accepted_values_are_sent_as_the_api_writes_them(bench: Bench, reporting: Reporting) -> None:
    reporting.sets["techs"] = [[3, "Ann"]]
    asks = [TECHNICIANS, KIND]
    reporting.add(Report(175, "R", fields(A="Number"), lambda _: [[1]], parameters=asks))
    spec = replace(SPEC, parameters={"Technicians": ["3"], "DateType": "1"})
    assert _read(bench, reporting, spec)["report_revenue"].error is None
    assert reporting.asked[0][3] == {"Technicians": [3], "DateType": 1}


def test_days_that_are_over_long_enough_are_final() -> None:
    spec = replace(SPEC, dates=Dates(date(2024, 3, 1), look_back=3))
    stamp = LastRead(datetime(2024, 3, 8, 9, tzinfo=UTC), definition(spec))
    days = [date(2024, 3, day) for day in range(1, 9)]
    last = {Period(day, day): stamp for day in days if day.day != 2}
    due = due_periods(spec, last, NOW, UTC, at_once=True)
    assert [period.start.day for period in due if period.start] == [10, 9, 2, 5, 6, 7, 8]
    assert [
        period.start.day
        for period in due_periods(replace(spec, every="week"), last, NOW, UTC, at_once=False)
        if period.start
    ] == [10, 9, 2]


def test_values_and_names() -> None:
    assert column_names(["JobNumber", "Job Number", "% done", "2024", "fullData"]) == [
        "job_number",
        "job_number_2",
        "done",
        "field_2024",
        "full_data_2",
    ]
    assert convert(b'"2024-03-01T00:00:00"', "date") == date(2024, 3, 1)
    with pytest.raises(UnfitError) as unfit:
        convert(b'"2024-03-01T13:00:00Z"', "date")
    assert (unfit.value.sample_type, unfit.value.value) == ("datetime", date(2024, 3, 1))


FILES = {
    "reports: [1": "cannot be read",
    "report: {}": "has report; it may have reports, tenants",
    "reports: {Bad: {}}": "'Bad' cannot name a table",
    "reports: {categories: {category: a, id: 1}}": "name of a resource",
    "reports: {a: {id: 1}}": "report a needs a `category`",
    "reports: {a: {category: b}}": "needs the report's `id` or `name`",
    "reports: {a: {category: b, id: 1, every: month}}": "`every` is 'month'",
    "reports: {a: {category: b, id: 1, privacy: {Name: hide}}}": "`privacy` is a field each with block or hash",
    "reports: {a: {category: b, id: 1, dates: {since: soon}}}": "`since` is 'soon'",
    "reports: {a: {category: b, id: 1, dates: {since: 2024-01-01, step: year}}}": "`step` is 'year'",
    "reports: {a: {category: b, id: 1, dates: {since: 2024-01-01}, parameters: {To: 1}}}": "To is set by `dates` and",
}


@pytest.mark.parametrize("text", FILES)
def test_a_mistake_in_the_file_names_report_and_key(tmp_path: Path, text: str) -> None:
    file = tmp_path / "reports.yml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=r"reports\.yml") as told:
        read_report_specs(file, 1)
    assert FILES[text] in str(told.value)


def test_the_example_is_read_and_a_tenant_may_differ(tmp_path: Path) -> None:
    example = Path(__file__).resolve().parents[2] / "reports.yml.example"
    (spec,) = read_report_specs(example, 1)
    assert (spec.table, spec.dates and spec.dates.look_back) == ("report_revenue", 45)
    file = tmp_path / "reports.yml"
    file.write_text(
        example.read_text()
        .replace("# tenants:", "tenants:")
        .replace("#   4711", "  4711")
        .replace("#     ", "    ")
    )
    (own,) = (spec for spec in read_report_specs(file, 4711) if spec.name == "revenue")
    assert own.id == 175
