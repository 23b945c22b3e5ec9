"""Changes to a company's data, each named as the control route that asks for it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec

from simulator import messages as say
from simulator import times
from simulator.activity import do_business
from simulator.company.build import shape
from simulator.journal import Entry
from simulator.shapes import SHAPES
from simulator.state import Company, Simulation
from simulator.store import Key, Record
from simulator.upheaval import cause_upheaval


def perform(simulation: Simulation, tenant: int | None, name: str, body: bytes) -> object:
    """Run a data operation, with its arguments as JSON, and note it in the journal.

    Raises ValueError, KeyError or msgspec.DecodeError; what was done up to then stays done.
    """
    company = simulation.company(tenant)
    number = next(key for key, one in simulation.companies.items() if one is company)
    entry = Entry(number, company.clock.now(), name, msgspec.Raw(body))
    arguments = msgspec.json.decode(body, type=DATA_OPERATIONS[name][0])
    try:
        return _run(company, entry, arguments)
    finally:
        if simulation.journal is not None and arguments != say.SetClock():  # which only asks for the time
            simulation.journal.append(entry)


def replay(simulation: Simulation) -> None:
    """Do again what the journal holds, each operation as of its own time."""
    for entry in simulation.journal.entries() if simulation.journal is not None else []:
        arguments = msgspec.json.decode(entry.arguments, type=DATA_OPERATIONS[entry.operation][0])
        # An operation that failed the first time fails in the same way again.
        with suppress(ValueError, KeyError):
            _run(simulation.companies[entry.tenant], entry, arguments)


def _run(company: Company, entry: Entry, arguments: msgspec.Struct) -> object:
    with company.clock.pinned(entry.at):
        return DATA_OPERATIONS[entry.operation][1](company, arguments)


def _selected(company: Company, select: say.Select) -> list[Record]:
    collection = company.collections[select.resource]
    if select.ids is not None:
        return [collection[key] for key in select.ids]
    if select.count is None:
        return collection.by_id()
    active = [record for record in collection.by_id() if record.active]
    return active[select.offset : select.offset + select.count]


def _change(company: Company, wish: say.Change) -> list[Key]:
    records = _selected(company, wish.select)
    stamp = {"modifiedOn": msgspec.Raw(msgspec.json.encode(times.text(company.clock.now())))}
    for record in records:
        fields = record.fields()
        touched = stamp if wish.touch and "modifiedOn" in fields else {}
        kept = {name: raw for name, raw in fields.items() if name not in wish.drop}
        company.store(wish.select.resource, kept | touched | wish.fields, record.id)
    return [record.id for record in records]


def _add(company: Company, wish: say.Add) -> list[Key]:
    now = company.clock.now()
    given: dict[str, Any] = dict(wish.fields)
    known = {name: value for name, value in given.items() if name in SHAPES[wish.resource]}
    added = []
    for _ in range(wish.count):
        # Fields that are not of the shape are added too: that is how a new one comes into the world.
        fields = shape(wish.resource, now, now, known, company.next_id) | given
        added.append(company.store(wish.resource, fields).id)
    return added


def _put(company: Company, wish: say.Put) -> Key:
    return company.store_bytes(wish.resource, wish.text.encode()).id


def _delete(company: Company, select: say.Select) -> list[Key]:
    records = _selected(company, select)
    for record in records:
        company.collections[select.resource].remove(record.id)
    return [record.id for record in records]


def _merge(company: Company, wish: say.Merge) -> int:
    """Deactivate the customer and move its locations and business. Returns how many objects changed."""
    company.collections["customers"][wish.into]
    gone = say.Select("customers", (wish.customer,))
    fields = {"active": msgspec.Raw(b"false"), "mergedToId": msgspec.Raw(str(wish.into).encode())}
    changed = len(_change(company, say.Change(gone, fields)))
    for resource in (
        "locations",
        "jobs",
        "appointments",
        "estimates",
        "installed-equipment",
        "projects",
        "memberships",
    ):
        moved = tuple(
            record.id
            for record in company.collections[resource].by_id()
            if bytes(record.fields().get("customerId", b"")) == str(wish.customer).encode()
        )
        target = {"customerId": msgspec.Raw(str(wish.into).encode())}
        changed += len(_change(company, say.Change(say.Select(resource, moved), target)))
    return changed + _merge_accounts(company, wish)


def _merge_accounts(company: Company, wish: say.Merge) -> int:
    name = company.collections["customers"][wish.into].fields()["name"]
    target = {"customer": msgspec.Raw(msgspec.json.encode({"id": wish.into, "name": name}))}
    changed = 0
    for resource in ("invoices", "payments"):
        moved = tuple(
            record.id
            for record in company.collections[resource].by_id()
            if _customer(record) == wish.customer
        )
        changed += len(_change(company, say.Change(say.Select(resource, moved), target)))
    return changed


def _customer(record: Record) -> int | None:
    customer = msgspec.json.decode(record.fields().get("customer", b"null"))
    return customer["id"] if customer else None


def _set_clock(company: Company, wish: say.SetClock) -> str:
    if wish.to is not None:
        company.clock.set(times.parse(wish.to))
    company.clock.advance(round(wish.seconds * times.SECOND))
    return times.text(company.clock.now())


def _expire_feeds(company: Company, wish: say.ExpireFeeds) -> None:
    company.expire_feeds(wish.path)


def _activity(company: Company, wish: say.Activity) -> dict[str, int]:
    return do_business(company, wish.changes, wish.seed)


def _upheaval(company: Company, wish: say.Upheaval) -> dict[str, int]:
    return cause_upheaval(company, wish.events, wish.seed)


DATA_OPERATIONS: dict[str, tuple[type[msgspec.Struct], Callable[[Company, Any], object]]] = {
    "change": (say.Change, _change),
    "add": (say.Add, _add),
    "put": (say.Put, _put),
    "delete": (say.Select, _delete),
    "merge": (say.Merge, _merge),
    "activity": (say.Activity, _activity),
    "upheaval": (say.Upheaval, _upheaval),
    "clock": (say.SetClock, _set_clock),
    "expire_feeds": (say.ExpireFeeds, _expire_feeds),
}
