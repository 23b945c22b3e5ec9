"""Goods that moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.figures import revenue
from tests.figures.books import Books, Object, Tally, amount, calendar_day, month

RETURNED = ("Returned", "CreditReceived")


@dataclass(frozen=True)
class Movement:
    """Some of one thing that came to a place, or left it."""

    kind: str
    day: date | None
    place: int | None
    sku: int | None
    quantity: Decimal
    cost: Decimal


def movements(books: Books) -> Iterator[Movement]:
    """All of them; quantities as their documents state them, unsigned."""
    for receipt in books.counting("inventory_receipts"):
        day = books.day(receipt["receivedOn"]) or books.day(receipt["createdOn"])
        yield from _items("received", day, receipt["inventoryLocationId"], receipt)
    for back in books.counting("inventory_returns"):
        if back["status"] in RETURNED:
            day = calendar_day(back.get("returnedOn")) or calendar_day(back.get("returnDate"))
            yield from _items("returned", day, back["inventoryLocationId"], back)
    for change in books.counting("inventory_adjustments"):
        if not change["dateCanceled"]:
            yield from _items("adjusted", calendar_day(change["date"]), change["inventoryLocationId"], change)
    for transfer in books.counting("inventory_transfers"):
        yield from _transferred(transfer)
    for line in revenue.lines(books):
        if place := line.fields.get("inventoryLocationId"):
            day, sku = calendar_day(line.invoice["invoiceDate"]), line.fields["skuId"]
            yield Movement("used", day, place, sku, amount(line.fields["quantity"]), line.cost)


def _transferred(transfer: Object) -> Iterator[Movement]:
    """It leaves when picked, or when it arrives without that; it arrives when received."""
    if transfer["dateCanceled"] or transfer["status"] == "Canceled":
        return
    picked, arrived = (calendar_day(transfer[name]) for name in ("pickedDate", "receivedDate"))
    if picked or arrived:
        yield from _items("transferred_out", picked or arrived, transfer["fromLocationId"], transfer)
    if arrived:
        yield from _items("transferred_in", arrived, transfer["toLocationId"], transfer)


def _items(kind: str, day: date | None, place: int | None, document: Object) -> Iterator[Movement]:
    for item in document["items"] or []:
        if item.get("active") is False:
            continue
        quantity = amount(item.get("quantityPicked") or item["quantity"])
        yield Movement(kind, day, place, item["skuId"], quantity, quantity * amount(item["cost"]))


def by_month(books: Books) -> Tally:
    """mart_inventory_movements_by_month: month, warehouse or truck, SKU."""
    tally = Tally()
    for moved in movements(books):
        if moved.day is None:
            continue
        sign = -1 if moved.kind in ("returned", "transferred_out", "used") else 1
        costs = {} if moved.kind.startswith("transferred") else {f"{moved.kind}_cost": moved.cost}
        tally.add(
            (month(moved.day), moved.place or 0, moved.sku or 0),
            net_quantity=sign * moved.quantity,
            net_cost=sign * moved.cost,
            **{f"{moved.kind}_quantity": moved.quantity},
            **costs,
        )
    return tally
