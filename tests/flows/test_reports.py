"""Custom reports as part of a run, and alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import Bench
from tests.reporting import DATES, Report, Reporting, fields, serving

FILE = """
reports:
  units:
    category: operations
    name: Business Unit Revenue
    dates: {{since: {today}}}
    every: hour
  broken:
    category: operations
    id: 9
"""


def _now(bench: Bench) -> datetime:
    """The time by the API's clock, which stands still."""
    return datetime.fromisoformat(bench.control.clock())


def _today(bench: Bench) -> date:
    """The tenant's day."""
    return _now(bench).astimezone(ZoneInfo(bench.settings.time_zone)).date()


@pytest.fixture
def reporting(core: Bench, tmp_path: Path) -> Iterator[Reporting]:
    with serving(core.access["SERVICE_TITAN_API_URL"], _now(core)) as state:
        kinds = fields(Name="String", TotalRevenue="Number")
        state.add(Report(175, "Business Unit Revenue", kinds, lambda _: [["Plumbing", 12.5]], list(DATES)))
        file = tmp_path / "reports.yml"
        file.write_text(FILE.format(today=_today(core)))
        changed = {
            "REPORTS_FILE": str(file),
            "SERVICE_TITAN_API_URL": state.url,
            "REPORTS_INTERVAL_SECONDS": "0",
        }
        core.settings_overrides.update(changed)
        yield state
        for name in changed:
            del core.settings_overrides[name]


def test_a_run_reads_reports_at_their_own_pace_and_names_the_one_that_fails(
    core: Bench, reporting: Reporting
) -> None:
    for mode, runs in (("incremental", 1), ("incremental", 1), ("full", 2)):
        result = core.run(mode)
        (failure,) = result.failures
        assert failure == "report_broken: there is no report 9 in category 'Operations'"
        assert len(reporting.periods(175)) == runs
    assert core.query("select name, total_revenue::text from raw.report_units") == [("Plumbing", "12.5")]
    status = core.query(
        "select entity, total_records, last_status from analytics.v_sync_status where entity like 'report%%' "
        "order by entity"
    )
    assert status == [("report_broken", 0, "failed"), ("report_units", 1, "idle")]
    assert core.run(only=["campaigns"]).ok


def test_reports_alone(core: Bench, reporting: Reporting) -> None:
    done = core.command("flows.reports", "--only", "units")
    assert done.returncode == 0
    assert "report_units" in done.stdout
    assert f"report_units: {_today(core)} read, 1 rows" in done.stderr
    done = core.command("flows.reports")
    assert done.returncode == 1
    told = "Failed: report_broken: there is no report 9 in category 'Operations'"
    assert done.stderr.splitlines()[-1] == told
    done = core.command("flows.reports", "--only", "sales")
    assert (done.returncode, done.stderr) == (
        1,
        "reports.yml has no report sales; it has: broken, units.\n",
    )


def test_a_mistake_in_the_file_ends_a_run_before_it_begins(core: Bench, reporting: Reporting) -> None:
    Path(core.settings_overrides["REPORTS_FILE"]).write_text("reports: {revenue: {id: 1}}")
    done = core.command("flows.sync")
    assert done.returncode == 1
    assert done.stderr == "reports.yml: report revenue needs a `category`, by its id or name.\n"
