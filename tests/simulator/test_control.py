"""The control client: changes to the company, its clock, and what it tells."""

import json
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from simulator.control import Control, ControlError


def find(control: Control, resource: str, key: int) -> dict:
    return next(row for row in control.truth(resource) if row["id"] == key)


def test_change_stamps_the_time_and_leaves_the_rest(control: Control) -> None:
    before = find(control, "customers", 9007199254740993)
    control.set_clock("2026-07-01T00:00:00Z")
    assert control.change("customers", {"name": 'New "name"'}, ids=[9007199254740993]) == [9007199254740993]
    after = find(control, "customers", 9007199254740993)
    assert after == {**before, "name": 'New "name"', "modifiedOn": "2026-07-01T00:00:00Z"}
    assert after["creditLimit"] == Decimal("1234567890123456.789")
    control.change("customers", {"name": "Quiet"}, ids=[1001], touch=False)
    assert find(control, "customers", 1001)["modifiedOn"] == "2024-02-01T00:00:00Z"


def test_add_gives_complete_objects(api, control: Control) -> None:
    keys = control.add("jobs", {"customerId": 1001, "jobStatus": "Scheduled"}, count=2)
    added = find(control, "jobs", keys[0])
    assert set(added) == set(find(control, "jobs", 3001))
    assert added["createdOn"] == control.clock()
    assert len(set(keys)) == 2
    control.advance(minutes=15)
    assert [row["id"] for row in api.rows("jpm/v2/export/jobs")[-2:]] == keys


def test_put_keeps_every_byte(api, control: Control) -> None:
    text = (
        '{"id":9007199254740995 , "name":"\\u0000 \\ud83d\\ude00 \U0001f600 \\"q\\"\\n","empty":"",'
        '"createdOn":"0001-01-01T00:00:00Z","modifiedOn":"2026-06-15T11:00:00.1234567Z","active":true,'
        '"amount":1234567890123456.789,"tiny":0.10,"nothing":null}'
    )
    assert control.put("customers", text) == 9007199254740995
    assert text.encode() in control.truth_texts("customers")
    assert text.encode() in api.get("crm/v2/customers", ids="9007199254740995").body
    control.advance(minutes=15)
    assert text.encode() in api.get("crm/v2/export/customers").body
    with pytest.raises(ControlError, match="no integer id"):
        control.put("customers", '{"name":"x"}')


def test_fields_added_dropped_and_of_another_type(control: Control) -> None:
    control.add_field("customers", "loyalty", {"points": 3}, ids=[1001])
    control.change_type("customers", "balance", "a lot", ids=[1001])
    control.drop_field("customers", "doNotMail", ids=[1001])
    row = find(control, "customers", 1001)
    assert (row["loyalty"], row["balance"], "doNotMail" in row) == ({"points": 3}, "a lot", False)


def test_merge_moves_the_business(control: Control) -> None:
    control.merge(1002, into=1003)
    merged = find(control, "customers", 1002)
    assert (merged["active"], merged["mergedToId"]) == (False, 1003)
    assert find(control, "jobs", 3002)["customerId"] == 1003
    assert find(control, "locations", 2003)["customerId"] == 1003
    assert find(control, "invoices", 7004)["customer"] == {"id": 1003, "name": "Cora O'Neil"}


def test_selection_by_count_takes_active_objects_by_id(control: Control) -> None:
    active = [row["id"] for row in control.truth("customers") if row["active"]]
    assert control.change("customers", {"name": "A"}, count=3) == active[:3]
    assert control.change("customers", {"name": "A"}, count=3, offset=5) == active[5:8]


def test_activity_makes_exactly_so_many_changes_and_repeats_itself(control: Control) -> None:
    def run() -> tuple[dict[str, int], list[bytes]]:
        control.reset()
        control.advance(hours=3)
        counts = control.activity(80, seed=5)
        return counts, control.truth_texts("invoices")

    start = {
        resource: control.truth_texts(resource) for resource in ("customers", "jobs", "invoices", "payments")
    }
    counts, invoices = run()
    assert sum(counts.values()) == 80
    assert {"jobs", "appointments", "customers"} <= set(counts)
    assert run() == (counts, invoices)
    for resource, before in start.items():
        changed = set(control.truth_texts(resource)) - set(before)
        assert len(changed) == counts.get(resource, 0)


def test_activity_keeps_the_books(control: Control) -> None:
    control.activity(300, seed=1)
    invoices = {row["id"]: row for row in control.truth("invoices")}
    paid: dict[int, Decimal] = {}
    for payment in control.truth("payments"):
        for part in payment["appliedTo"] if payment["active"] else []:
            paid[part["appliedTo"]] = paid.get(part["appliedTo"], Decimal(0)) + Decimal(part["appliedAmount"])
    for memo in control.truth("credit-memos"):
        for part in (memo["appliedTo"] if memo["active"] else None) or []:
            paid[part["appliedTo"]] = paid.get(part["appliedTo"], Decimal(0)) + part["appliedAmount"]
    for key, invoice in invoices.items():
        assert Decimal(invoice["balance"]) == Decimal(invoice["total"]) - paid.get(key, Decimal(0)), key
        assert Decimal(invoice["total"]) == Decimal(invoice["subTotal"]) + Decimal(invoice["salesTax"])


def test_activity_of_the_core_alone(control: Control) -> None:
    control.reset(core_only=True)
    assert sum(control.activity(30).values()) == 30
    for resource in ("customers", "customer-contacts", "technicians", "estimates"):
        control.delete(resource)
    with pytest.raises(ControlError, match="too little"):
        control.activity(1)


def test_requests_are_logged(api, control: Control) -> None:
    control.clear_requests()
    api.get("crm/v2/customers", pageSize=3)
    api.get("crm/v2/nonsense")
    log = control.requests()
    assert log.counts == {"crm/v2/customers": 1, "crm/v2/nonsense": 1}
    assert log.requests[0].params == {"pageSize": "3"}
    assert [one.status for one in log.requests] == [200, 404]
    assert log.max_in_flight == 1


def test_reset_rebuilds_in_place(control: Control) -> None:
    whole = control.truth_texts("customers")
    control.reset(core_only=True)
    assert len(control.truth("customers")) == 26
    control.reset(customers=5)
    assert len(control.truth("customers")) == 31
    control.reset()
    assert control.truth_texts("customers") == whole


def test_wrong_requests_are_explained(control: Control) -> None:
    with pytest.raises(ControlError, match="nonsense"):
        control.truth("nonsense")
    with pytest.raises(ControlError):
        control.change("customers", {"name": "x"}, ids=[424242])
    with pytest.raises(ControlError):
        control.set_clock("soon")
    with pytest.raises(ControlError):
        control.for_tenant(5).clock()


def test_truth_is_json(control: Control) -> None:
    assert json.loads(control.truth_texts("jobs")[0])["id"] == 3001


def test_requests_under_way_at_once_are_counted(process, control: Control, api) -> None:
    control.settings(latency=0.3)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: type(api)(process).get("jbce/v2/call-reasons"), range(4)))
    assert 2 <= control.requests().max_in_flight <= 4
