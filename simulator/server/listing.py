"""Listings: a page of the objects that match, counted from 1, over what there is at that moment."""

from collections.abc import Callable
from operator import attrgetter

import msgspec

from simulator.endpoint import Endpoint
from simulator.messages import Settings
from simulator.server.errors import ApiError
from simulator.server.parameters import Query
from simulator.store import Collection, Record

_MOST_IDS = 50
_MOST_PAGES = 2**31 - 1
_PAGING = ("page", "pageSize", "includeTotal")
_ORDERS = {"id": "id", "createdon": "created", "modifiedon": "modified"}

Test = Callable[[Record], bool]


def listing_body(endpoint: Endpoint, query: Query, collection: Collection, settings: Settings) -> bytes:
    """The answer of a listing. Raises ApiError 400 for bad parameters."""
    page, size = _cut(endpoint, query, settings)
    total = query.flag("includeTotal")
    matching = _matching(endpoint, query, collection)
    rows = matching[(page - 1) * size : page * size]
    more = page * size < len(matching)
    head = f'{{"page":{page},"pageSize":{size},"hasMore":{"true" if more else "false"}'
    head += f',"totalCount":{len(matching) if total else "null"},"data":['
    return b"".join((head.encode(), b",".join(shown(endpoint, rows)), b"]}"))


def row_of_the_page_before(
    endpoint: Endpoint, query: Query, collection: Collection, settings: Settings
) -> Record | None:
    """The first row of the page before the one asked for. Raises ApiError 400 for bad parameters."""
    page, size = _cut(endpoint, query, settings)
    rows = _matching(endpoint, query, collection)[(page - 2) * size : (page - 1) * size] if page > 1 else []
    return rows[0] if rows else None


def _cut(endpoint: Endpoint, query: Query, settings: Settings) -> tuple[int, int]:
    page = query.number("page", 1, 1, _MOST_PAGES)
    most = min(settings.max_page_size, endpoint.largest_page or settings.max_page_size)
    if "pageSize" not in endpoint.parameters:
        return page, _MOST_PAGES
    return page, query.number("pageSize", min(settings.default_page_size, most), 1, most)


def _matching(endpoint: Endpoint, query: Query, collection: Collection) -> list[Record]:
    """All objects the parameters let through, in the order asked for."""
    tests = _tests(endpoint, query)
    order, reverse = _order(query)

    def build(records: list[Record]) -> list[Record]:
        matching = [record for record in records if all(test(record) for test in tests)]
        return sorted(matching, key=lambda record: (order(record), record.id), reverse=reverse)

    return collection.view((endpoint.name, query.key(*_PAGING)), build)


def shown(endpoint: Endpoint, rows: list[Record]) -> list[bytes]:
    """The objects as this endpoint shows them."""
    if not endpoint.omit:
        return [record.body for record in rows]
    return [_without(record, endpoint.omit) for record in rows]


def _without(record: Record, names: tuple[str, ...]) -> bytes:
    return msgspec.json.encode({name: raw for name, raw in record.fields().items() if name not in names})


def _order(query: Query) -> tuple[Callable[[Record], int], bool]:
    text = (query.text("sort") or "id").strip()
    field = _ORDERS.get(text.lstrip("+-").strip().lower())
    if field is None:
        raise ApiError(400, sort=f"Sorting by '{text}' is not supported.")
    return attrgetter(field), text.startswith("-")


def active_test(endpoint: Endpoint, query: Query) -> Test | None:
    """Which rows an endpoint shows by their activity; None for all."""
    if "includeInactive" in endpoint.takes:
        return None if query.flag("includeInactive") else _is_active
    if "activeState" in endpoint.takes:
        state = query.choice("activeState", "activeonly", "inactiveonly", "all") or "activeonly"
        return {"activeonly": _is_active, "inactiveonly": _is_inactive, "all": None}[state]
    if "active" in endpoint.takes or "active?" in endpoint.takes:
        default = "true" if "active" in endpoint.takes else "any"
        state = query.choice("active", "true", "any", "false") or default
        return {"true": _is_active, "false": _is_inactive, "any": None}[state]
    return _is_active if endpoint.hides_inactive else None


def _is_active(record: Record) -> bool:
    return record.active


def _is_inactive(record: Record) -> bool:
    return not record.active


def _tests(endpoint: Endpoint, query: Query) -> list[Test]:
    tests: list[Test] = []
    active = active_test(endpoint, query)
    if active is not None:
        tests.append(active)
    for word, field in (("created", "createdOn"), ("modified", "modifiedOn")):
        if word in endpoint.takes:
            tests += _time_tests(query, field, attrgetter(word))
    ids = query.ids("ids", None if "ids*" in endpoint.takes else _MOST_IDS)
    if ids is not None:
        tests.append(lambda record: record.id in ids)
    tests += [_field_test(query, name, field) for name, field in endpoint.filters.items() if query.text(name)]
    return tests


def _time_tests(query: Query, field: str, read: Callable[[Record], int]) -> list[Test]:
    stem = field.removesuffix("On")
    start, end = query.time(f"{stem}OnOrAfter"), query.time(f"{stem}Before")
    tests: list[Test] = []
    if start is not None:
        tests.append(lambda record: read(record) >= start)
    if end is not None:
        tests.append(lambda record: read(record) < end)
    return tests


def _field_test(query: Query, name: str, field: str) -> Test:
    ids = query.ids(name) if name.endswith("Ids") else None
    wanted = {(query.text(name) or "").lower()} if ids is None else {str(key) for key in ids}

    def test(record: Record) -> bool:
        raw = record.fields().get(field)
        value = None if raw is None else msgspec.json.decode(raw)
        return str(value).lower() in wanted

    return test
