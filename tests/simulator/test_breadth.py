"""Every collection, whatever its key and shape, can be read, changed, added to, deleted from and told."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from simulator import times
from simulator.company import CompanySpec, build_company
from simulator.control import Control, ControlError
from simulator.endpoints import ENDPOINTS, RESOURCES
from simulator.shapes import SHAPES, key_rule
from simulator.shapes.fields import plain_object, read_kinds
from simulator.shapes.tables import KINDS
from simulator.store import Record

START = times.parse("2026-06-15T12:00:00Z")
WHOLE = {"active": "Any", "activeState": "All", "includeInactive": "true", "activeOnly": "false"}
DEMANDED = {"fromUtc": "2000-01-01", "toUtc": "2030-01-01", "performanceSegmentationType": "Campaign"}
DEMANDED |= {
    "page": "1",
    "pageSize": "5000",
    "descending": "false",
    "activeOnly": "false",
    "from": "2000-01-01",
}


def keys(resource: str, rows: list[dict[str, Any]]) -> list[str]:
    return [":".join(str(row[field]) for field in key_rule(resource).fields) for row in rows]


def test_every_shape_belongs_to_an_endpoint() -> None:
    assert set(SHAPES) == set(RESOURCES)


def test_every_collection_can_be_worked_on(control: Control) -> None:
    control.advance(hours=1)
    now = control.clock()
    for resource in RESOURCES:
        before = control.truth(resource)
        if not key_rule(resource).fields:
            changed = control.change(resource, {"extra": 1})
            assert len(changed) == len(before), resource
            assert all(row["extra"] == 1 for row in control.truth(resource)), resource
            continue
        first = control.change(resource, {"extra": 1}, count=1)
        assert [str(key) for key in first] == [
            key for key, row in zip(keys(resource, before), before, strict=True) if row.get("active", True)
        ][:1], resource
        added = control.add(resource, {"extra": 2}, count=2)
        control.put(resource, json.dumps(find(control, resource, added[0]) | {"extra": 3}))
        after = control.truth(resource)
        assert len(after) == len(before) + 2, resource
        assert Counter(row.get("extra") for row in after if "extra" in row) == {1: 1, 2: 1, 3: 1}, resource
        assert all(row.get("modifiedOn", now) == now for row in after if "extra" in row), resource
        assert set(find(control, resource, added[0])) == {*SHAPES[resource], "extra"}, resource
        assert control.delete(resource, ids=added) == added
        assert keys(resource, control.truth(resource)) == keys(resource, before), resource


def find(control: Control, resource: str, key: object) -> dict[str, Any]:
    rows = control.truth(resource)
    return next(row for name, row in zip(keys(resource, rows), rows, strict=True) if name == str(key))


def test_feeds_and_listings_show_what_there_is(api, control: Control) -> None:
    for endpoint in ENDPOINTS:
        if endpoint.kind not in ("feed", "listing") or endpoint.parent or "ids" in endpoint.required:
            continue
        given = {name: value for name, value in WHOLE.items() if name in endpoint.parameters}
        given |= {name: DEMANDED[name] for name in endpoint.required}
        rows = api.rows(endpoint.name, **given)
        truth = [
            row for row in control.truth(endpoint.resource) if not endpoint.hides_inactive or row["active"]
        ]
        told = [{name: value for name, value in row.items() if name not in endpoint.omit} for row in truth]
        assert sorted(map(str, json.loads(json.dumps(rows)))) == sorted(
            map(str, json.loads(json.dumps(told, default=float)))
        ), endpoint.name


def test_keys_of_several_fields_of_text_and_of_none(api, control: Control) -> None:
    rating = control.truth("technician-ratings")[0]
    key = f"{rating['technicianId']}:{rating['jobId']}"
    assert control.change("technician-ratings", {"rating": 9.5}, ids=[key]) == [key]
    assert find(control, "technician-ratings", key)["rating"] == 9.5
    with pytest.raises(ControlError, match="no integer technicianId and jobId"):
        control.put("technician-ratings", '{"technicianId":1}')
    entry = control.truth("journal-entries")[0]["id"]
    assert [row["id"] for row in api.rows("accounting/v2/journal-entries", ids=entry)] == [entry]
    with pytest.raises(ControlError, match="no text id"):
        control.put("journal-entries", '{"id":1}')
    control.put("attributed-leads", '{"leadType":1}')
    control.put("attributed-leads", '{"leadType":1}')
    assert control.truth("attributed-leads").count({"leadType": 1}) == 2


def test_children_are_those_of_their_parent(api, control: Control) -> None:
    control.add("customer-notes", {"customerId": 1003, "text": "Beware of the goose"}, count=3)
    notes = api.rows("crm/v2/customers/1003/notes", pageSize=2)
    mine = [row for row in control.truth("customer-notes") if row["customerId"] == 1003]
    assert [row["id"] for row in notes] == [row["id"] for row in mine]
    assert all("customerId" not in row for row in notes)
    assert api.rows("crm/v2/customers/1010/notes") == []
    for unknown in ("424242", "abc"):
        assert api.get(f"crm/v2/customers/{unknown}/notes").status == 404
    contact = control.truth("contacts")[0]["id"]
    assert api.get(f"crm/v2/contacts/{contact}/contact-methods").status == 200


def test_smaller_pages_where_published(api) -> None:
    path = "accounting/v2/journal-entries"
    assert [api.get(path, pageSize=size).status for size in (500, 501)] == [200, 400]


def test_lists_come_with_commas_or_repeated(api, control: Control) -> None:
    wanted = [row["id"] for row in control.truth("vendors") if row["active"]][:2]
    both = ",".join(str(key) for key in wanted)
    assert [row["id"] for row in api.rows("inventory/v2/vendors", ids=both)] == wanted
    again = api.get(f"inventory/v2/vendors?ids={wanted[0]}&ids={wanted[1]}").json["data"]
    assert [row["id"] for row in again] == wanted


def test_bounds_of_times(api, control: Control) -> None:
    path, moments = (
        "marketingads/v2/attributed-leads",
        sorted(row["dateTime"] for row in control.truth("attributed-leads")),
    )
    found = api.rows(path, fromUtc=moments[1], toUtc=moments[3])
    assert {row["dateTime"] for row in found} == {one for one in moments if moments[1] <= one < moments[3]}
    assert api.get(path, fromUtc=moments[1]).status == 400


@pytest.fixture(scope="module")
def company() -> dict[str, list[Record]]:
    return build_company(CompanySpec(1, 600, START))


def references(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from references(inner, f"{name}Id" if key == "id" else key)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)
    elif value is not None:
        yield name, value


def test_the_long_tail_refers_to_what_there_is(company: dict[str, list[Record]]) -> None:
    known = {name: {record.id for record in records} for name, records in company.items()}
    targets = {"customerId": "customers", "locationId": "locations", "jobId": "jobs", "vendorId": "vendors"}
    targets |= {
        "technicianId": "technicians",
        "businessUnitId": "business-units",
        "membershipId": "memberships",
    }
    seen: Counter[str] = Counter()
    for resource in KINDS:
        for record in company[resource]:
            for field, value in references(json.loads(record.body)):
                if field in targets and not isinstance(value, str) and value != 0:
                    seen[field] += 1
                    assert value in known[targets[field]], (resource, record.id, field)
                    of_core, core = (
                        value < 20_000 or value > 2**53,
                        record.created < times.parse("2025-01-01"),
                    )
                    assert not of_core or core, (resource, record.id, field)
    assert min(seen[field] for field in targets) > 10


def test_every_field_has_a_value_somewhere_and_some_rows_are_inactive(
    company: dict[str, list[Record]],
) -> None:
    for resource, kind in KINDS.items():
        rows = [json.loads(record.body) for record in company[resource]]
        for field in kind.fields:
            assert any(row[field.name] is not None for row in rows), (resource, field.name)
        if len(rows) > 5 and "active" in SHAPES[resource]:
            assert {row["active"] for row in rows} == {True, False}, resource


def test_the_notation_says_what_is_wrong() -> None:
    kinds = read_kinds("things /3\n    id name:Red~one|Blue note? parts[sizeId code:number]? tagIds:int*")
    assert plain_object(kinds["things"]) == {
        "id": 0,
        "name": "Red one",
        "note": None,
        "parts": [],
        "tagIds": [],
    }
    with pytest.raises(ValueError, match="not a field: na-me"):
        read_kinds("things 3\n    id na-me")
