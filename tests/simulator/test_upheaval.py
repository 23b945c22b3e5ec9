"""Upheaval: anything may happen to any record, the same for the same seed, and what is served stays readable."""

from decimal import Decimal
from typing import Any

from simulator.control import Control
from simulator.edits import EDITS
from simulator.shapes import SHAPES, key_rule


def everything(control: Control) -> dict[str, list[bytes]]:
    return {resource: control.truth_texts(resource) for resource in EDITS}


def by_id(control: Control, resource: str) -> dict[int, dict[str, Any]]:
    return {row["id"]: row for row in control.truth(resource)}


def test_every_edit_is_of_a_field_there_is() -> None:
    for resource, edits in EDITS.items():
        assert {edit.field for edit in edits} <= set(SHAPES[resource]) - set(key_rule(resource).fields), (
            resource
        )
        targets = {edit.what for edit in edits if edit.how.startswith(">")}
        assert targets <= set(SHAPES), resource


def test_the_seed_decides_what_happens(control: Control) -> None:
    control.reset(core_only=True)
    counts = control.upheaval(300, seed=5)
    after = everything(control)
    control.reset(core_only=True)
    assert control.upheaval(300, seed=5) == counts
    assert everything(control) == after
    control.reset(core_only=True)
    control.upheaval(300, seed=6)
    assert everything(control) != after


def test_it_reaches_everything(control: Control) -> None:
    control.reset(core_only=True)
    before = everything(control)
    names = {row["id"]: row["mergedToId"] for row in control.truth("customers")}
    counts = control.upheaval(1500, seed=1)
    assert set(EDITS) <= set(counts)
    after = everything(control)
    assert [resource for resource in EDITS if after[resource] == before[resource]] == []
    customers = by_id(control, "customers")
    assert any(row["mergedToId"] != names.get(key) for key, row in customers.items())
    assert len(before["jobs"]) != len(after["jobs"]), "some vanished"


def test_lines_are_the_same_wherever_they_are_read(control: Control) -> None:
    control.reset(core_only=True)
    control.upheaval(1500, seed=2)
    lines = by_id(control, "invoice-items")
    for invoice in control.truth("invoices"):
        for line in invoice["items"]:
            assert lines[line["id"]] == {
                **line,
                "invoiceId": invoice["id"],
                "active": lines[line["id"]]["active"],
            }
        if invoice["items"]:
            assert Decimal(invoice["total"]) == Decimal(invoice["subTotal"]) + Decimal(invoice["salesTax"])
