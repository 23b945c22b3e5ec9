"""The revenue marts beside report 175 of the simulated ServiceTitan, whose books are reckoned without any SQL."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from flows.project import Project
from flows.transform import transform
from tests.conftest import Bench

TEST = "assert_revenue_equals_report_175"
FILE = """
reports:
  revenue:
    category: Business Unit Dashboard
    name: Business Unit Revenue
    dates: {since: 2024-03-01, step: month, look_back: 400}
    every: run
"""


@pytest.fixture
def reported(core: Bench, tmp_path: Path) -> Iterator[Bench]:
    """A warehouse whose runs read report 175 by months, in January 2025."""
    core.control.settings(report_seconds=0, rate_limit=0)
    core.control.set_clock("2025-01-15T12:00:00Z")
    file = tmp_path / "reports.yml"
    file.write_text(FILE)
    changed = {"REPORTS_FILE": str(file), "REPORTS_INTERVAL_SECONDS": "0"}
    core.settings_overrides.update(changed)
    yield core
    for name in changed:
        del core.settings_overrides[name]


def test_the_marts_equal_servicetitans_own_report_until_a_record_is_missed(reported: Bench) -> None:
    assert reported.value("select count(*) from analytics.mart_revenue_check") == 0
    result = reported.run()
    assert result.ok, result.failure

    check = reported.query(
        "select month_start::text, business_unit_id, report_completed_revenue, report_non_job_revenue,"
        " report_adjustment_revenue, report_total_revenue, status from analytics.mart_revenue_check"
        " where report_total_revenue <> 0 order by 1, 2"
    )
    assert {status for *_, status in check} == {"equal"}
    assert [row[:-1] for row in check if row[0] == "2024-09-01"] == [
        ("2024-09-01", 111, Decimal("1030.00"), Decimal("20.00"), Decimal("-50.00"), Decimal("1000.00")),
        ("2024-09-01", 112, Decimal("2720.00"), Decimal("560.00"), Decimal("-10.00"), Decimal("3270.00")),
    ]
    assert reported.query("select * from analytics.mart_revenue_differences") == []

    # ServiceTitan voids a counter sale of 45.00 and the warehouse reads the report alone.
    reported.control.advance(hours=1)
    reported.control.deactivate("invoices", ids=[7122])
    done = reported.command("flows.reports")
    assert done.returncode == 0, done.stderr
    assert not transform(reported.warehouse).errors

    assert reported.query(
        "select month_start::text, business_unit_id, difference, status from analytics.mart_revenue_check"
        " where status <> 'equal'"
    ) == [("2024-09-01", 112, Decimal("45.00"), "different")]
    assert reported.query(
        "select invoice_id, amount, left_out_because from analytics.mart_revenue_differences where would_explain_it"
    ) == [(7122, Decimal("45.00"), "counted")]
    # What a full run does once everything is built, for this one test.
    tested = Project(reported.warehouse).run(["test", "--select", TEST])
    results = [one for one in tested.result.results if one.node.resource_type == "test"]
    assert [(str(one.status), one.failures) for one in results] == [("fail", 1)], tested.exception or results

    # Read afterwards, the void leaves the row without a record that would tell of a change.
    assert not reported.sync().failed
    assert not transform(reported.warehouse).errors
    assert reported.value("select count(*) from analytics.mart_revenue_check where status <> 'equal'") == 0


def test_what_left_a_month_after_the_report_was_read_is_no_difference(reported: Bench) -> None:
    result = reported.run()
    assert result.ok, result.failure

    # The warehouse reads the void, the report stays as it was read before.
    reported.control.advance(hours=1)
    reported.control.deactivate("invoices", ids=[7122])
    assert not reported.sync().failed
    assert not transform(reported.warehouse).errors
    assert reported.query(
        "select month_start::text, business_unit_id, difference, status from analytics.mart_revenue_check"
        " where status <> 'equal'"
    ) == [("2024-09-01", 112, Decimal("-45.00"), "outdated")]


def test_a_month_whose_report_is_empty_is_compared(reported: Bench) -> None:
    result = reported.run()
    assert result.ok, result.failure

    with psycopg.connect(reported.url) as connection:
        connection.execute("delete from raw.report_revenue where period_start = '2024-09-01'")
        connection.execute(
            "update raw.report_periods set row_count = 0 where report = 'report_revenue'"
            " and period_start = '2024-09-01'"
        )
    built = Project(reported.warehouse).run(
        ["build", "--resource-type", "model", "--select", "stg_servicetitan__report_revenue"]
    )
    assert built.success
    assert reported.query(
        "select business_unit_id, total_revenue, report_total_revenue, status from analytics.mart_revenue_check"
        " where month_start = '2024-09-01' order by 1"
    ) == [
        (111, Decimal("1000.00"), Decimal(0), "different"),
        (112, Decimal("3270.00"), Decimal(0), "different"),
    ]
