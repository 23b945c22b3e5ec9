"""Listings: a page of the objects that match, counted from 1, over what there is at that moment."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import msgspec

from simulator.endpoint import Endpoint
from simulator.messages import Settings
from simulator.server.errors import ApiError
from simulator.server.parameters import Query
from simulator.shapes import key_rule
from simulator.store import Collection, Key, Record, time_of

_MOST_IDS = 50
_MOST = 2**31 - 1
_PAGING = ("page", "pageSize", "includeTotal")
_ORDERS = {"id": "id", "createdon": "created", "modifiedon": "modified"}

Test = Callable[[Record], bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """One request for objects: where, with which parameters, and, in a path with an id, of what."""

    endpoint: Endpoint
    query: Query
    collection: Collection
    parent: Key | None = None

    def matching(self) -> list[Record]:
        """All objects the parameters let through, in the order asked for. Raises ApiError 400 for bad ones."""
        tests = _tests(self.endpoint, self.query)
        order, reverse = _order(self.query)

        def build(records: list[Record]) -> list[Record]:
            matching = [record for record in records if all(test(record) for test in tests)]
            return sorted(matching, key=lambda record: (order(record), record.id), reverse=reverse)

        if self.endpoint.parent is not None and self.parent is not None:
            return build(self.collection.where(self.endpoint.parent[1], self.parent))
        return self.collection.view((self.endpoint.name, self.query.key(*_PAGING)), build)

    def cut(self, settings: Settings) -> tuple[int, int]:
        """The page asked for and its size. Raises ApiError 400 for bad ones."""
        page = self.query.number("page", 1, 1, _MOST)
        if "pageSize" not in self.endpoint.parameters:
            return page, _MOST
        most = min(settings.max_page_size, self.endpoint.largest_page or _MOST)
        return page, self.query.number("pageSize", min(settings.default_page_size, most), 1, most)


def listing_body(reading: Reading, settings: Settings) -> bytes:
    """The answer of a listing. Raises ApiError 400 for bad parameters."""
    page, size = reading.cut(settings)
    # What cannot be asked whether it wants the total always gets it.
    total = "includeTotal" not in reading.endpoint.parameters or reading.query.flag("includeTotal")
    matching = reading.matching()
    rows = matching[(page - 1) * size : page * size]
    more = page * size < len(matching)
    head = f'{{"page":{page},"pageSize":{size},"hasMore":{"true" if more else "false"}'
    head += f',"totalCount":{len(matching) if total else "null"},"data":['
    return b"".join((head.encode(), b",".join(shown(reading.endpoint, rows)), b"]}"))


def bare_body(reading: Reading, settings: Settings) -> bytes:
    """The answer of an `array`, `data` or `object` endpoint. Raises ApiError 404 where there is no object."""
    page, size = reading.cut(settings)
    rows = shown(reading.endpoint, reading.matching()[(page - 1) * size : page * size])
    if reading.endpoint.kind == "object":
        if not rows:
            raise ApiError(404)
        return rows[0]
    start, end = (b"[", b"]") if reading.endpoint.kind == "array" else (b'{"data":[', b"]}")
    return b"".join((start, b",".join(rows), end))


def row_of_the_page_before(reading: Reading, settings: Settings) -> Record | None:
    """The first row of the page before the one asked for. Raises ApiError 400 for bad parameters."""
    page, size = reading.cut(settings)
    rows = reading.matching()[(page - 2) * size : (page - 1) * size] if page > 1 else []
    return rows[0] if rows else None


def shown(endpoint: Endpoint, rows: list[Record]) -> list[bytes]:
    """The objects as this endpoint shows them."""
    if not endpoint.omit:
        return [record.body for record in rows]
    return [_without(record, endpoint.omit) for record in rows]


def _without(record: Record, names: tuple[str, ...]) -> bytes:
    return msgspec.json.encode({name: raw for name, raw in record.fields().items() if name not in names})


def _order(query: Query) -> tuple[Callable[[Record], Any], bool]:
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
    if "activeOnly" in endpoint.takes:
        return _is_active if query.flag("activeOnly") else None
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
    ids = query.ids(
        "ids", None if "ids*" in endpoint.takes else _MOST_IDS, text=key_rule(endpoint.resource).text
    )
    if ids is not None:
        tests.append(lambda record: record.id in ids)
    for name, sign, field in endpoint.bounds:
        tests += _bound_test(query.time(name), sign, field)
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


def _bound_test(bound: int | None, sign: str, field: str) -> list[Test]:
    if bound is None:
        return []

    def test(record: Record) -> bool:
        at = time_of(record.fields().get(field), bound)
        return at >= bound if sign == ">=" else at < bound

    return [test]


def _field_test(query: Query, name: str, field: str) -> Test:
    ids = query.ids(name) if name.endswith("Ids") else None
    wanted = {(query.text(name) or "").lower()} if ids is None else {str(key) for key in ids}

    def test(record: Record) -> bool:
        raw = record.fields().get(field)
        value = None if raw is None else msgspec.json.decode(raw)
        return str(value).lower() in wanted

    return test
