"""The reporting module: categories, reports, what they consist of, and their data, once a minute each."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import msgspec

from simulator.computed.report import SET_FIELDS, Books, Report
from simulator.computed.reports import CATEGORIES, DYNAMIC_SETS, REPORTS
from simulator.messages import Settings
from simulator.server.errors import ApiError, TooSoonError
from simulator.server.parameters import Query
from simulator.state import Simulation

_DEFAULT_ROWS = 1000
_MOST_PAGES = 2**31 - 1


@dataclass(frozen=True)
class Asked:
    """A request for something that is reckoned."""

    simulation: Simulation
    tenant: int
    query: Query
    ids: tuple[str, ...]
    """What stands in the places of the path that vary."""
    body: bytes

    @property
    def settings(self) -> Settings:
        """The simulation's."""
        return self.simulation.settings


def categories(asked: Asked) -> object:
    """All categories of reports."""
    return _page(asked, [{"id": key, "name": name} for key, name in CATEGORIES.items()], 50, 5000)


def reports(asked: Asked) -> object:
    """The reports of a category. Raises ApiError 404 for an unknown one."""
    if asked.ids[0] not in CATEGORIES:
        raise ApiError(404)
    found = [
        {"id": one.id, "name": one.name, "description": one.description}
        for one in REPORTS
        if one.category == asked.ids[0]
    ]
    return _page(asked, found, 50, 5000)


def description(asked: Asked) -> object:
    """What a report takes and gives. Raises ApiError 404."""
    return _report(asked).described()


def dynamic_set(asked: Asked) -> object:
    """The values a parameter accepts: id and name of what is active. Raises ApiError 404 for an unknown set."""
    if asked.ids[0] not in DYNAMIC_SETS:
        raise ApiError(404)
    collection = asked.simulation.companies[asked.tenant].collections[DYNAMIC_SETS[asked.ids[0]]]
    rows = [
        [record.id, msgspec.json.decode(record.body)["name"]]
        for record in collection.by_id()
        if record.active
    ]
    return {**_page(asked, rows, 50, 5000), "fields": SET_FIELDS}


def data(asked: Asked) -> object:
    """A page of a report. Raises ApiError 404, 400 for what it is asked, 429 when it was run within the minute."""
    report = _report(asked)
    given = report.check(asked.body)
    most = asked.settings.max_report_page_size
    _page(asked, [], min(_DEFAULT_ROWS, most), most)  # so that a bad page is no run
    _count(asked, report)
    books = Books(asked.simulation.companies[asked.tenant], asked.settings.time_zone)
    fields = [{"name": name, "label": label} for name, label, _ in report.fields]
    return {**_page(asked, report.rows(books, given), min(_DEFAULT_ROWS, most), most), "fields": fields}


def _report(asked: Asked) -> Report:
    category, key = asked.ids[0], asked.ids[1]
    found = next((one for one in REPORTS if str(one.id) == key and one.category == category), None)
    if found is None:
        raise ApiError(404)
    return found


def _count(asked: Asked, report: Report) -> None:
    """Note a run of a report. Raises TooSoonError."""
    runs, key, now = asked.simulation.report_runs, (asked.tenant, report.id), time.monotonic()
    left = runs[key] + asked.settings.report_seconds - now if key in runs else 0
    if left > 0:
        raise TooSoonError(max(1, ceil(left)))
    runs[key] = now


def _page(asked: Asked, rows: Sequence[object], default: int, most: int) -> dict[str, object]:
    page = asked.query.number("page", 1, 1, _MOST_PAGES)
    size = asked.query.number("pageSize", default, 1, most)
    total = asked.query.flag("includeTotal")
    return {
        "page": page,
        "pageSize": size,
        "hasMore": page * size < len(rows),
        "totalCount": len(rows) if total else None,
        "data": rows[(page - 1) * size : page * size],
    }
