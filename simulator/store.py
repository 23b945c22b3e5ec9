"""What a company consists of: per resource the current version of every object, as the bytes to be sent."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from simulator import times

_FIELDS = msgspec.json.Decoder(dict[str, msgspec.Raw])


@dataclass(frozen=True, slots=True)
class Record:
    """One object as it is now.

    `version` orders the changes of its company; `changed` is when it got this version, in ticks.
    """

    id: int
    version: int
    changed: int
    created: int
    modified: int
    active: bool
    body: bytes

    def fields(self) -> dict[str, msgspec.Raw]:
        """The object's top-level fields, each still the JSON text it was."""
        return _FIELDS.decode(self.body)


def read_record(body: bytes, version: int, now: int) -> Record:
    """The record of an object given as JSON bytes. Raises ValueError when it has no integer `id`.

    `modifiedOn` and `createdOn` count only where they are readable times; else the time of the change does.
    """
    fields = _FIELDS.decode(body)
    try:
        key = msgspec.json.decode(fields["id"], type=int)
    except (KeyError, msgspec.ValidationError) as error:
        raise ValueError("the object has no integer id") from error
    created, modified = (_time_of(fields.get(name), now) for name in ("createdOn", "modifiedOn"))
    active = bytes(fields.get("active", b"true")) != b"false"
    return Record(key, version, now, created, modified, active, body)


def _time_of(raw: msgspec.Raw | None, fallback: int) -> int:
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

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, key: int) -> bool:
        return key in self._records

    def __getitem__(self, key: int) -> Record:
        return self._records[key]

    def put(self, record: Record) -> None:
        """Insert or replace an object; it moves to the end of the feed."""
        self._records.pop(record.id, None)
        self._records[record.id] = record
        self._views.clear()

    def remove(self, key: int) -> None:
        """Take an object away for good. Raises KeyError when there is none of that id."""
        del self._records[key]
        self._views.clear()

    def view(self, key: object, build: Callable[[list[Record]], list[Record]]) -> list[Record]:
        """A derived list, computed once and kept until the next change."""
        found = self._views.get(key)
        if found is None:
            if len(self._views) > 64:
                self._views.clear()
            found = self._views[key] = build(list(self._records.values()))
        return found

    def by_change(self) -> list[Record]:
        """All objects, the one changed longest ago first."""
        return self.view("by_change", lambda records: records)

    def by_id(self) -> list[Record]:
        """All objects in the order of their ids."""
        return self.view("by_id", lambda records: sorted(records, key=lambda record: record.id))


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
