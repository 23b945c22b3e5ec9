"""Every figure of the marts, reckoned a second time from the API's own objects (`tests/figures`), row by row.

Two tenants whose records have the same ids keep their calendars on either side of the date line. Their companies are
generated, some records are moved to the edges of days, and then anything happens to any of them, and what seldom does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice

import pytest

from extract.custom_reports_file import read_report_specs
from flows.reports import reports_in
from flows.time_zones import note_time_zone
from flows.transform import transform
from simulator.process import SimulatorProcess
from tests.conftest import PROJECT, Bench, Databases
from tests.figures import restated, unreckoned
from tests.figures.books import Books, Tally
from tests.figures.catalogue import figures
from tests.figures.compare import books_of, differences, occurring
from tests.figures.figure import Figure
from tests.figures.oddities import make_odd, prepare

ZONES = {1001: "America/Denver", 1002: "Pacific/Auckland"}
CUSTOMERS = 120
UPHEAVAL = 250
PAST = [date(2024, 3, 10), date(2024, 9, 30), date(2025, 12, 31)]
REPORT = """
reports:
  revenue:
    category: Business Unit Dashboard
    name: Business Unit Revenue
    dates: {since: 2024-01-01, step: month}
"""
MODELS = PROJECT / "dbt_project" / "models"


@dataclass(frozen=True)
class Reckoning:
    """A tenant's figures, in the warehouse and reckoned from its records."""

    bench: Bench
    tenant: int
    figures: list[tuple[Figure, Tally]]

    def wrong(self) -> str:
        """The first rows that are not what the records say."""
        lines = (
            line
            for figure, reckoned in self.figures
            for line in differences(self.bench.query, self.tenant, figure, reckoned)
        )
        return "\n".join(islice(lines, 20))


def _reckon(bench: Bench, tenant: int, zone: str, earlier: Books | None = None) -> Reckoning:
    today = bench.value("select (now() at time zone %s)::date", zone)
    books = books_of(bench.query, tenant, zone, earlier)
    return Reckoning(bench, tenant, [(each, each.reckon(books)) for each in figures(today, PAST)])


@pytest.fixture(scope="module")
def tenants(
    make_database: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[int, Reckoning]]:
    """A warehouse of both, after a full copy, an upheaval and a run over the changes."""
    url, home = make_database(), tmp_path_factory.mktemp("figures")
    with SimulatorProcess(customers=CUSTOMERS, tenants=[str(tenant) for tenant in ZONES]) as process:
        process.control.settings(rate_limit=0, report_seconds=0, time_zone=ZONES[1001])
        (reports := home / "reports.yml").write_text(REPORT)
        read = {"REPORTS_FILE": str(reports), "REPORTS_INTERVAL_SECONDS": "0"}
        benches = {}
        for position, (tenant, zone) in enumerate(ZONES.items()):
            access = {**process.environment(position), "SERVICE_TITAN_TIME_ZONE": zone}
            benches[tenant] = Bench(url, home, process.control.for_tenant(tenant), access, read)
        before = {tenant: _copied(bench, tenant) for tenant, bench in benches.items()}
        built = transform(benches[1001].warehouse, everything=True, tests=False)
        assert not built.errors, built.errors
        for seed, bench in enumerate(benches.values()):
            bench.control.set_clock(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
            bench.control.upheaval(UPHEAVAL, seed=seed)
            make_odd(bench.control)
            assert not bench.sync("full", force=["1"]).failed
        changed = transform(benches[1001].warehouse)
        assert not changed.errors, changed.errors
        yield {
            tenant: _reckon(bench, tenant, ZONES[tenant], before[tenant]) for tenant, bench in benches.items()
        }


def _copied(bench: Bench, tenant: int) -> Books:
    """A tenant's company for the first time, and its books of then."""
    prepare(bench.control)
    assert not bench.sync("full").failed
    note_time_zone(bench.url, tenant, ZONES[tenant])
    specs = read_report_specs(bench.settings.reports_file, tenant)
    (report,) = reports_in(bench.warehouse, bench.settings, specs, "full", "manual")
    assert report.fetched, report
    books = books_of(bench.query, tenant, ZONES[tenant])
    for table in restated.TABLES:
        books.records(table)
    return books


@pytest.mark.parametrize("tenant", ZONES)
def test_every_figure_is_what_the_records_say(tenants: Mapping[int, Reckoning], tenant: int) -> None:
    assert not (wrong := tenants[tenant].wrong()), wrong


def test_every_figure_occurs(tenants: Mapping[int, Reckoning]) -> None:
    reckonings = [reckoning.figures for reckoning in tenants.values()]
    missing = []
    for of_tenants in zip(*reckonings, strict=True):
        figure = of_tenants[0][0]
        found = set().union(*(occurring(*each) for each in of_tenants))
        missing += [f"{figure.mart}.{name}" for name in sorted(figure.columns - {*figure.keys} - found)]
    assert not missing


def test_every_check_of_the_data_finds_something(tenants: Mapping[int, Reckoning]) -> None:
    bench = tenants[1001].bench
    assert not bench.query(
        "select check_name from analytics.mart_data_quality group by 1 having sum(affected_count) = 0"
    )


def test_the_hand_made_company_has_such_figures_too(core_template: Bench) -> None:
    ((tenant, zone),) = core_template.query("select tenant_id, time_zone from raw.tenants")
    assert not (wrong := _reckon(core_template, tenant, zone).wrong()), wrong


def test_no_column_of_a_mart_or_view_is_left_out_without_a_reason() -> None:
    compared = {(each.mart, name) for each in figures(date.max, PAST) for name in each.columns}
    used, unsaid = set(), []
    for model, column in unreckoned.columns(MODELS):
        reasons = set(unreckoned.reasons(model, column))
        used |= reasons
        if bool(reasons) == ((model, column) in compared):
            unsaid.append(f"{model}.{column}")
    assert not unsaid, "to be reckoned, or given a reason why not (and not both)"
    assert used == set(unreckoned.REASONS)
