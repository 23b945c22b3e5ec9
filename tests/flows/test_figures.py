"""Every figure of the marts, reckoned a second time from the API's own objects (`tests/figures`), row by row.

Two tenants whose records have the same ids keep their calendars on either side of the date line. Their companies are
generated, some records are moved to the edges of days, and then anything happens to any of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

import pytest

from flows.time_zones import note_time_zone
from flows.transform import transform
from simulator.control import Control
from simulator.process import SimulatorProcess
from tests.conftest import Bench, Databases
from tests.figures.catalogue import figures
from tests.figures.compare import books_of, differences

ZONES = {1001: "America/Denver", 1002: "Pacific/Auckland"}
CUSTOMERS = 120
UPHEAVAL = 250
PAST = [date(2024, 3, 10), date(2024, 9, 30), date(2025, 12, 31)]
EDGES = (
    # The ends of days in Denver on which clocks are put on and back, and of a month in either zone.
    *("2024-03-10T06:59:59Z", "2024-03-10T07:00:00Z", "2024-03-11T05:59:59Z", "2024-03-11T06:00:00Z"),
    *("2024-11-03T05:59:59Z", "2024-11-03T06:00:00Z", "2024-11-04T06:59:59Z", "2024-11-04T07:00:00Z"),
    *(
        "2024-06-01T05:59:59.999999Z",
        "2024-06-01T06:00:00Z",
        "2024-12-31T10:59:59.5Z",
        "2024-12-31T11:00:00Z",
    ),
)
LONG_SPANS = (
    # Over midnight, and over the hours that a day lacks or has twice, in Denver and in Auckland.
    *(("2024-03-10T03:00:00Z", "2024-03-10T13:30:00Z"), ("2024-11-03T04:15:00Z", "2024-11-03T14:00:00Z")),
    *(("2024-04-06T09:00:00Z", "2024-04-06T19:00:00Z"), ("2024-09-28T09:00:00Z", "2024-09-29T12:00:00Z")),
)


@pytest.fixture(scope="module")
def tenants(make_database: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Bench]]:
    """A warehouse of both, after a full copy, an upheaval and a run over the changes."""
    url, home = make_database(), tmp_path_factory.mktemp("figures")
    with SimulatorProcess(customers=CUSTOMERS, tenants=[str(tenant) for tenant in ZONES]) as process:
        process.control.settings(rate_limit=0)
        benches = []
        for position, (tenant, zone) in enumerate(ZONES.items()):
            access = {**process.environment(position), "SERVICE_TITAN_TIME_ZONE": zone}
            benches.append(Bench(url, home, process.control.for_tenant(tenant), access))
        for bench, (tenant, zone) in zip(benches, ZONES.items(), strict=True):
            _move_to_the_edges(bench.control)
            assert not bench.sync("full").failed
            note_time_zone(url, tenant, zone)
        built = transform(benches[0].warehouse, everything=True, tests=False)
        assert not built.errors, built.errors
        for seed, bench in enumerate(benches):
            bench.control.advance(hours=1)
            bench.control.upheaval(UPHEAVAL, seed=seed)
            assert not bench.sync("full", force=["1"]).failed
        changed = transform(benches[0].warehouse)
        assert not changed.errors, changed.errors
        yield benches


def _move_to_the_edges(control: Control) -> None:
    completed = [job["id"] for job in control.truth("jobs") if job["jobStatus"] == "Completed"]
    calls = [call["id"] for call in control.truth("calls")]
    estimates = [one["id"] for one in control.truth("estimates") if one["soldOn"]]
    for moment, job, call, estimate in zip(EDGES, completed, calls, estimates, strict=False):
        control.change("jobs", {"completedOn": moment}, ids=[job])
        control.change("calls", {"createdOn": moment}, ids=[call])
        control.change("estimates", {"soldOn": moment}, ids=[estimate])
    shifts = [shift["id"] for shift in control.truth("technician-shifts")]
    sheets = [sheet["id"] for sheet in control.truth("job-timesheets")]
    duties = [duty["id"] for duty in control.truth("non-job-appointments")]
    for (begin, end), shift, sheet, duty in zip(LONG_SPANS, shifts, sheets, duties, strict=False):
        control.change("technician-shifts", {"start": begin, "end": end}, ids=[shift])
        control.change("job-timesheets", {"arrivedOn": begin, "doneOn": end}, ids=[sheet])
        control.change("non-job-appointments", {"start": begin, "allDay": True}, ids=[duty])


def _wrong(bench: Bench, tenant: int, zone: str) -> str:
    """The first rows that are not what the records say."""
    ((today,),) = bench.query("select (now() at time zone %s)::date", zone)
    books = books_of(bench.query, tenant, zone)
    lines = (
        line for figure in figures(today, PAST) for line in differences(bench.query, tenant, books, figure)
    )
    return "\n".join(islice(lines, 20))


@pytest.mark.parametrize("tenant", ZONES)
def test_every_figure_is_what_the_records_say(tenants: list[Bench], tenant: int) -> None:
    assert not (wrong := _wrong(tenants[0], tenant, ZONES[tenant])), wrong


def test_the_hand_made_company_has_such_figures_too(core_template: Bench) -> None:
    ((tenant, zone),) = core_template.query("select tenant_id, time_zone from raw.tenants")
    assert not (wrong := _wrong(core_template, tenant, zone)), wrong
