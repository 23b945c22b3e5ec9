"""What a company consists of: per resource the current version of every object, as the bytes to be sent."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import msgspec

from simulator import times

_FIELDS = msgspec.json.Decoder(dict[str, msgspec.Raw])

Key = int | str
"""What tells an object from the others of its collection."""


@dataclass(frozen=True, slots=True)
class KeyRule:
    """Where the key of a collection's objects stands."""

    fields: tuple[str, ...] = ("id",)
    """Several make one key, written `201:3001`. Without any, objects have nothing to be told apart by."""
    text: bool = False
    """Whether the one field is a text."""

    def read(self, fields: Mapping[str, msgspec.Raw]) -> Key | None:
        """An object's key, None where the rule has no fields. Raises ValueError where the object lacks it."""
        kind: type[Key] = str if self.text else int
        try:
            found = [msgspec.json.decode(fields[name], type=kind) for name in self.fields]
        except (KeyError, msgspec.ValidationError) as error:
            wanted = " and ".join(self.fields)
            raise ValueError(f"the object has no {'text' if self.text else 'integer'} {wanted}") from error
        return self.join(found)

    def join(self, values: Sequence[Key]) -> Key | None:
        """The key made of the fields' values."""
        if len(values) > 1:
            return ":".join(str(value) for value in values)
        return values[0] if values else None


@dataclass(frozen=True, slots=True)
class Record:
    """One object as it is now.

    `version` orders the changes of its company; `changed` is when it got this version, in ticks.
    """

    id: Key
    version: int
    changed: int
    created: int
    modified: int
    active: bool
    body: bytes

    def fields(self) -> dict[str, msgspec.Raw]:
        """The object's top-level fields, each still the JSON text it was."""
        return read_fields(self.body)


def read_record(body: bytes, key: Key, version: int, now: int) -> Record:
    """The record of an object given as JSON bytes.

    `modifiedOn` and `createdOn` count only where they are readable times; else the time of the change does.
    """
    fields = _FIELDS.decode(body)
    created, modified = (time_of(fields.get(name), now) for name in ("createdOn", "modifiedOn"))
    active = bytes(fields.get("active", b"true")) != b"false"
    return Record(key, version, now, created, modified, active, body)


def read_fields(body: bytes) -> dict[str, msgspec.Raw]:
    """An object's top-level fields, each still the JSON text it was. Raises msgspec.DecodeError."""
    return _FIELDS.decode(body)


def time_of(raw: msgspec.Raw | None, fallback: int) -> int:
    """The time in a field, in ticks; the fallback where it holds none that can be read."""
    if raw is None:
        return fallback
    try:
        return times.parse(msgspec.json.decode(raw, type=str))
    except (ValueError, msgspec.ValidationError):
        return fallback


class Collection:
    """The objects of one resource. Kept in the order of their last change, which is the order of the feed."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records = {record.id: record for record in records}
        self._views: dict[object, list[Record]] = {}
        self._groups: dict[str, dict[bytes, list[Record]]] = {}

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, key: Key) -> bool:
        return key in self._records

    def __getitem__(self, key: Key) -> Record:
        return self._records[key]

    def put(self, record: Record) -> None:
        """Insert or replace an object; it moves to the end of the feed."""
        self._records.pop(record.id, None)
        self._records[record.id] = record
        self._views.clear()
        self._groups.clear()

    def remove(self, key: Key) -> None:
        """Take an object away for good. Raises KeyError when there is none of that id."""
        del self._records[key]
        self._views.clear()
        self._groups.clear()

    def view(self, key: object, build: Callable[[list[Record]], list[Record]]) -> list[Record]:
        """A derived list, computed once and kept until the next change."""
        found = self._views.get(key)
        if found is None:
            if len(self._views) > 64:
                self._views.clear()
            found = self._views[key] = build(list(self._records.values()))
        return found

    def where(self, field: str, value: Key) -> list[Record]:
        """The objects with that value of a field."""
        groups = self._groups.get(field)
        if groups is None:
            groups = self._groups[field] = defaultdict(list)
            for record in self._records.values():
                groups[bytes(record.fields().get(field, b""))].append(record)
        return groups.get(msgspec.json.encode(value), [])

    def by_change(self) -> list[Record]:
        """All objects, the one changed longest ago first."""
        return self.view("by_change", lambda records: records)

    def by_id(self) -> list[Record]:
        """All objects in the order of their ids."""
        return self.view("by_id", lambda records: sorted(records, key=attrgetter("id")))


@dataclass(frozen=True, slots=True)
class FeedPage:
    """One page of a feed: its rows, the version to go on from, and whether more is waiting."""

    rows: list[Record]
    position: int
    more: bool


def feed_page(
    records: list[Record],
    position: int,
    size: int,
    *,
    settled: int,
    recent: bool,
    wanted: Callable[[Record], bool] | None,
) -> FeedPage:
    """The rows changed after `position`, at most `size` looked at.

    Rows changed after `settled` (ticks) are withheld unless `recent`. A reading that took recent rows ends at
    a position before them, so that they come again: that is how the real feed repeats itself.
    """
    start = bisect_right(records, position, key=lambda record: record.version)
    settled_end = bisect_right(records, settled, key=lambda record: record.changed)
    end = len(records) if recent else settled_end
    stop = min(start + size, max(start, end))
    more = stop < end
    reached = records[stop - 1].version if stop > start else position
    if not more and stop > settled_end:
        reached = records[settled_end - 1].version if settled_end else 0
    rows = records[start:stop]
    return FeedPage(rows if wanted is None else [record for record in rows if wanted(record)], reached, more)
