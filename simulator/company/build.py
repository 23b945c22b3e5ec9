"""What determines a company, and the collector that its parts write their objects to."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol, cast

import msgspec

from simulator import times
from simulator.shapes import SHAPES, key_rule
from simulator.store import Key, Record

_FIRST_CORE_ID = 15_000
_FIRST_GENERATED_ID = 10_000_000
_ENCODE = msgspec.json.Encoder(decimal_format="number").encode
_DECODE = msgspec.json.Decoder(dict[str, Any]).decode
_EXACT = msgspec.json.Decoder(dict[str, Any], float_hook=Decimal).decode
_Row = tuple[int, Key, int, bool, bytes]
"""When it was modified, its key, when it was created, whether it is active, and the object."""


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
        """Store an object of these fields, the rest as its shape has it, and give its id (0 for a key of text)."""


class Builder:
    """Collects a company's objects as records."""

    def __init__(self) -> None:
        self._next = _FIRST_CORE_ID
        self._rows: defaultdict[str, list[_Row]] = defaultdict(list)
        self._marks: dict[str, int] = {}

    def mark(self) -> None:
        """Let the core end here: ids jump ahead, and `some` and `those` see only what comes from now on."""
        self._next = _FIRST_GENERATED_ID
        self._marks = {resource: len(rows) for resource, rows in self._rows.items()}

    def next_id(self) -> int:
        """An id no object has yet."""
        self._next += 1
        return self._next

    def add(self, resource: str, created: int, modified: int, /, **fields: object) -> int:
        """Store an object; times are ticks, a missing `id` is made. Raises KeyError for an unknown field."""
        key = self.store(
            resource, created, modified, shape(resource, created, modified, fields, self.next_id)
        )
        return key if isinstance(key, int) else 0

    def store(self, resource: str, created: int, modified: int, shaped: dict[str, object]) -> Key:
        """Store a complete object and give its key."""
        key = key_rule(resource).join([cast(Key, shaped[name]) for name in key_rule(resource).fields])
        if key is None:
            key = self.next_id()
        self._rows[resource].append(
            (modified, key, created, shaped.get("active") is not False, _ENCODE(shaped))
        )
        return key

    def some(self, resource: str, most: int) -> list[dict[str, Any]]:
        """At most so many objects of a resource, spread over all there are since the mark."""
        rows = self._rows.get(resource, [])[self._marks.get(resource, 0) :]
        return [_DECODE(row[-1]) for row in rows[:: max(1, -(-len(rows) // most))]]

    def all(self, resource: str) -> Iterator[dict[str, Any]]:
        """Every object of a resource; numbers with a point are Decimal."""
        return (_EXACT(row[-1]) for row in self._rows[resource])

    def those(self, resource: str, keys: set[Key]) -> dict[Key, dict[str, Any]]:
        """The objects of these keys, as far as there are any."""
        return {row[1]: _DECODE(row[-1]) for row in self._rows.get(resource, []) if row[1] in keys}

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
    for name in key_rule(resource).fields:
        if name not in fields:
            shaped[name] = guid(next_id()) if isinstance(base[name], str) else next_id()
    if "createdOn" in base:
        shaped["createdOn"] = times.text(created)
    if "modifiedOn" in base:
        shaped["modifiedOn"] = times.text(modified)
    return shaped


def guid(number: int) -> str:
    """A GUID that belongs to a number."""
    return f"5f1d3a60-{number >> 48 & 0xFFFF:04x}-4c2e-9b7a-{number & 0xFFFFFFFFFFFF:012x}"


def _numbered(rows: list[_Row]) -> Iterator[Record]:
    rows.sort(key=lambda row: row[:2])
    for version, (modified, key, created, active, body) in enumerate(rows, 1):
        yield Record(key, version, modified, created, modified, active, body)
