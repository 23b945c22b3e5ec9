"""`make reports` against the simulator's own reports, found by category and name, within their limit."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from simulator.messages import Fault
from tests.conftest import PROJECT, Bench

REVENUE = """
reports:
  revenue:
    category: Business Unit Dashboard
    name: business unit revenue
    dates: {since: 2024-03-01, step: month, look_back: 45}
"""
OTHERS = """
  technicians:
    category: technician-dashboard
    name: Technician Completed Jobs
    parameters: {From: 2024-03-01, To: 2024-04-30}
  jobs:
    category: operations
    name: Jobs
    parameters: {DateType: 2, From: 2024-01-01, To: 2024-12-31}
    privacy: {CustomerName: hash}
"""
MARCH, APRIL = date(2024, 3, 1), date(2024, 4, 1)


def _reports(bench: Bench, file: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    Path(_environment(bench)["REPORTS_FILE"]).write_text(file)
    return bench.command("flows.reports", *arguments, **{**_environment(bench), **more})


def _environment(bench: Bench) -> dict[str, str]:
    return {
        "REPORTS_FILE": str(bench.home / "reports.yml"),
        "REPORTS_INTERVAL_SECONDS": "0",
        "SYNC_HASH_SALT": "pepper",
    }


def _runs(bench: Bench, status: int = 200) -> int:
    return sum(
        request.path.endswith("/data") and request.status == status
        for request in bench.control.requests().requests
    )


@pytest.fixture
def quick(bench: Bench) -> Bench:
    bench.control.settings(report_seconds=0, rate_limit=0)
    bench.control.set_clock("2024-05-20T12:00:00Z")
    return bench


def test_reports_land_typed_month_by_month(quick: Bench) -> None:
    done = _reports(quick, REVENUE + OTHERS)
    assert (done.returncode, "Failed" in done.stderr) == (0, False), done.stderr
    columns = quick.query(
        "select column_name, data_type from information_schema.columns "
        "where table_schema = 'raw' and table_name = 'report_revenue' order by ordinal_position"
    )
    assert columns == [
        ("tenant_id", "bigint"),
        ("period_start", "date"),
        ("period_end", "date"),
        ("row_number", "integer"),
        ("full_data", "jsonb"),
        ("fetched_at", "timestamp with time zone"),
        ("business_unit_id", "numeric"),
        ("name", "text"),
        ("completed_revenue", "numeric"),
        ("non_job_revenue", "numeric"),
        ("adjustment_revenue", "numeric"),
        ("total_revenue", "numeric"),
        ("completed_jobs", "numeric"),
    ]
    totals = quick.query(
        "select period_start, sum(total_revenue), sum(completed_jobs) from raw.report_revenue group by 1 order by 1"
    )
    assert sum(total for _, total, _ in totals) == Decimal(1200)
    assert [start for start, _, _ in totals] == [MARCH, APRIL, date(2024, 5, 1)]
    assert quick.value("select count(*) from raw.report_technicians where technician_id > 0") > 0
    kinds = "select pg_typeof(created_on)::text, pg_typeof(total)::text, pg_typeof(no_charge)::text "
    assert quick.query(f"{kinds} from raw.report_jobs limit 1") == [
        ("timestamp with time zone", "numeric", "boolean")
    ]
    hashed = "select bool_and(customer_name ~ '^[0-9a-f]{64}$') from raw.report_jobs"
    assert quick.value(hashed) is True


def test_months_are_read_again_until_their_look_back_is_over(quick: Bench) -> None:
    assert _reports(quick, REVENUE).returncode == 0
    assert _runs(quick) == 3
    quick.control.change("jobs", {"jobStatus": "Canceled"}, ids=[3001])
    quick.control.clear_requests()
    done = _reports(quick, REVENUE)
    assert done.returncode == 0
    assert _runs(quick) == 2, "March is final 45 days after its end"
    assert "2024-03" not in done.stderr
    quick.control.clear_requests()
    assert _reports(quick, REVENUE.replace("look_back: 45", "look_back: 60")).returncode == 0
    assert _runs(quick) == 3


def test_the_limit_of_a_report_is_kept_and_obeyed(quick: Bench) -> None:
    # However slow the machine, no request is under way for longer than the difference between the two.
    quick.control.settings(report_seconds=0.5)
    began = time.monotonic()
    assert _reports(quick, REVENUE, REPORTS_INTERVAL_SECONDS="1.5").returncode == 0
    assert time.monotonic() - began > 3.0
    assert (_runs(quick), _runs(quick, 429)) == (3, 0)
    quick.control.clear_requests()
    quick.query("truncate raw.report_periods")
    assert _reports(quick, REVENUE, REPORTS_INTERVAL_SECONDS="0").returncode == 0
    assert _runs(quick) == 3
    assert _runs(quick, 429) <= 3, "a refusal is waited out, not hammered"


WRONG = {
    "no category 'Sales'; there are: Business Unit Dashboard": ("Business Unit Dashboard", "Sales"),
    "no report 'Revenue' in category 'Business Unit Dashboard'; there are: Business Unit Revenue (175)": (
        "business unit revenue",
        "Revenue",
    ),
    "there is no parameter Start; there are: BusinessUnitIds, From, To": ("look_back: 45", "from: Start"),
    "parameter BusinessUnitIds does not accept 9; accepted are: 101 (Core Heating)": (
        "    dates",
        "    parameters: {BusinessUnitIds: [9]}\n    dates",
    ),
}


@pytest.mark.parametrize("told", WRONG)
def test_a_mistake_names_report_and_parameter_and_what_there_is(quick: Bench, told: str) -> None:
    done = _reports(quick, REVENUE.replace(*WRONG[told]))
    assert done.returncode == 1
    (line,) = (line for line in done.stderr.splitlines() if line.startswith("Failed"))
    assert line.startswith("Failed: report_revenue: ")
    assert told in line
    assert _runs(quick) == 0


def _waiting(bench: Bench) -> bool:
    """A period is loaded, and the report waits for its next turn."""
    return bool(
        bench.value("select to_regclass('raw.report_periods') is not null")
        and bench.value("select count(*) from raw.report_periods")
    )


def _asking(bench: Bench) -> bool:
    """The report has been asked for and does not answer yet."""
    return any(request.path.endswith("/reports/175") for request in bench.control.requests().requests)


MOMENTS: dict[str, tuple[Callable[[Bench], bool], str]] = {
    "while it waits for its turn": (_waiting, "600"),
    "while the report is being run": (_asking, "0"),
}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_at_once_when_asked_to(quick: Bench, moment: str, number: signal.Signals) -> None:
    happens, interval = MOMENTS[moment]
    if interval == "0":
        quick.control.faults(Fault("slow", path="*/data", seconds=300))
    environment = {**_environment(quick), "REPORTS_INTERVAL_SECONDS": interval}
    Path(environment["REPORTS_FILE"]).write_text(REVENUE)
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.reports"],
        cwd=PROJECT,
        env={**os.environ, **quick.environment, **environment},
        stderr=subprocess.PIPE,
        text=True,
    )
    while not happens(quick):
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(number)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.splitlines()[-1] == "Interrupted; the next run goes on with the periods that are missing."
    log = quick.query("select status, error_message like '%%interrupted' from raw.sync_log")
    assert log == [("failed", True)]
    quick.control.faults()
    assert _reports(quick, REVENUE).returncode == 0
    assert quick.value("select count(*) from raw.report_periods") == 3
