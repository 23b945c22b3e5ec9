"""What determines a company, and the collector that its parts write their objects to."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import msgspec

from simulator import times
from simulator.shapes import SHAPES
from simulator.store import Record

_FIRST_GENERATED_ID = 10_000_000
_ENCODE = msgspec.json.Encoder(decimal_format="number").encode


@dataclass(frozen=True)
class CompanySpec:
    """What determines a company completely."""

    seed: int
    customers: int
    """How many customers are generated beside the core's."""
    start: int
    """The company's present, in ticks: everything in it happened before."""
    core_only: bool = False


class Sink(Protocol):
    """Where objects go: a company being built, or one in business."""

    def next_id(self) -> int:
        """An id that is free."""

    def add(self, resource: str, created: int, modified: int, /, **fields: object) -> int:
        """Store an object of these fields, the rest as its shape has it, and give its id."""


class Builder:
    """Collects a company's objects as records."""

    def __init__(self) -> None:
        self._next = _FIRST_GENERATED_ID
        self._rows: defaultdict[str, list[tuple[int, int, int, bool, bytes]]] = defaultdict(list)

    def next_id(self) -> int:
        """An id no object has yet."""
        self._next += 1
        return self._next

    def add(self, resource: str, created: int, modified: int, /, **fields: object) -> int:
        """Store an object; times are ticks, a missing `id` is made. Raises KeyError for an unknown field."""
        shaped = shape(resource, created, modified, fields, self.next_id)
        key = int(str(shaped["id"]))
        self._rows[resource].append(
            (modified, key, created, shaped.get("active") is not False, _ENCODE(shaped))
        )
        return key

    def records(self) -> dict[str, list[Record]]:
        """Per resource all records in the order of their modification, which also numbers their versions."""
        return {resource: list(_numbered(rows)) for resource, rows in self._rows.items()}


def shape(
    resource: str, created: int, modified: int, fields: dict[str, object], next_id: Callable[[], int]
) -> dict[str, object]:
    """A complete object. Raises KeyError for a field the resource does not have."""
    base = SHAPES[resource]
    shaped = {**base, **fields}
    if len(shaped) != len(base):
        raise KeyError(f"{resource} has no field {sorted(set(fields) - set(base))}")
    if "id" not in fields:
        shaped["id"] = next_id()
    if "createdOn" in base:
        shaped["createdOn"] = times.text(created)
    if "modifiedOn" in base:
        shaped["modifiedOn"] = times.text(modified)
    return shaped


def _numbered(rows: list[tuple[int, int, int, bool, bytes]]) -> Iterator[Record]:
    rows.sort(key=lambda row: row[:2])
    for version, (modified, key, created, active, body) in enumerate(rows, 1):
        yield Record(key, version, modified, created, modified, active, body)
