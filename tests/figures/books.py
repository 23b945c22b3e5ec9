"""What ServiceTitan said of one tenant: the objects of `raw`, and how their values are read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

Object = dict[str, Any]
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Record:
    """One object of the API and whether it counts."""

    id: int
    fields: Object
    counts: bool
    """Neither inactive nor deleted."""
    is_deleted: bool = False


class Books:
    """All records of a tenant.

    `read(table)` gives the rows of `raw.st_<table>`: id, object as text, whether it is there no more.
    """

    def __init__(
        self,
        read: Callable[[str], Iterable[tuple[int, str, bool]]],
        zone: str,
        earlier: Books | None = None,
    ) -> None:
        self.earlier = earlier or self
        """What was known when the warehouse's history began, or nothing else."""
        self._zone = ZoneInfo(zone)
        self._read = read
        self._records: dict[str, list[Record]] = {}

    def records(self, table: str) -> list[Record]:
        """All of them, by id."""
        if table not in self._records:
            rows = sorted(self._read(table))
            self._records[table] = [
                Record(
                    each, fields := json.loads(text, parse_float=Decimal), not gone and _active(fields), gone
                )
                for each, text, gone in rows
            ]
        return self._records[table]

    def counting(self, table: str) -> Iterator[Object]:
        """The objects of those that count."""
        return (record.fields for record in self.records(table) if record.counts)

    def known(self, table: str) -> dict[int, Object]:
        """All objects, counting or not, by id."""
        return {record.id: record.fields for record in self.records(table)}

    def of(self, table: str, field: str) -> dict[int, list[Object]]:
        """Those that count by the id they refer to."""
        return group(self.counting(table), lambda fields: fields.get(field))

    def day(self, text: str | None) -> date | None:
        """The tenant's business day of a moment."""
        return None if text is None else self.day_of(moment(text))

    def day_of(self, when: datetime) -> date:
        """The same of a time."""
        return when.astimezone(self._zone).date()

    def hours_by_day(self, begin: datetime, end: datetime) -> Iterator[tuple[date, Decimal]]:
        """The hours between two moments on each business day they touch; some days have 23 or 25."""
        while begin < end:
            day = self.day_of(begin)
            until = min(end, self.whole_day(day)[1])
            yield day, hours(until - begin)
            begin = until

    def whole_day(self, day: date) -> tuple[datetime, datetime]:
        """When a business day begins and ends."""
        first, last = (
            datetime.combine(day + timedelta(n), datetime.min.time(), self._zone).astimezone(UTC)
            for n in (0, 1)
        )
        return first, last


def _active(fields: Object) -> bool:
    return fields.get("active") is not False


def group(objects: Iterable[Object], key: Callable[[Object], int | None]) -> dict[int, list[Object]]:
    """Objects by what they refer to; those that refer to nothing are left out."""
    found: dict[int, list[Object]] = defaultdict(list)
    for fields in objects:
        if number := key(fields):
            found[number].append(fields)
    return found


@cache
def moment(text: str) -> datetime:
    """A time of the API, to the microsecond."""
    whole, _, fraction = text.removesuffix("Z").partition(".")
    found = datetime.fromisoformat(whole).replace(tzinfo=UTC)
    return found + timedelta(microseconds=int((fraction + "000000")[:6]))


def calendar_day(text: str | None) -> date | None:
    """A date that the API gives as midnight UTC."""
    return None if text is None else moment(text).date()


def month(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def hours(span: timedelta) -> Decimal:
    """A length of time in hours."""
    return Decimal(span // timedelta(microseconds=1)) / 3_600_000_000


def duration(text: str | None) -> timedelta:
    """A duration of the API: `01:30:00`, `1.00:00:00`."""
    if not text:
        return timedelta()
    first, second, third = text.split(":")
    days, _, whole = first.rpartition(".")
    return timedelta(int(days or 0), hours=int(whole), minutes=int(second), seconds=float(third))


def amount(value: Any) -> Decimal:
    """Money or a quantity, number or text; nothing is 0."""
    return Decimal(0) if value is None else Decimal(value)


def number(value: Any) -> Decimal:
    """A figure: a number, yes as 1, a day as 20240229, a time as seconds since 1970; nothing is 0."""
    if isinstance(value, datetime):
        return Decimal((value - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1)) / 1_000_000
    if isinstance(value, date):
        return Decimal(f"{value:%Y%m%d}")
    return Decimal(value or 0)


def round_half_up(value: Decimal, digits: int = 2) -> Decimal:
    """As money is rounded."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def reference(fields: Object, name: str) -> int:
    """The id of an object within another; 0 for none."""
    return (fields.get(name) or {}).get("id") or 0


class Tally:
    """Sums by key, as a mart has them: a key that was named once has a row."""

    def __init__(self) -> None:
        self.rows: dict[Key, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))

    def add(self, key: Key, **amounts: Decimal | int | bool) -> None:
        row = self.rows[key]
        for name, value in amounts.items():
            row[name] += value

    def raise_to(self, key: Key, **amounts: Decimal) -> None:
        """Keep the highest of each."""
        row = self.rows[key]
        for name, value in amounts.items():
            row[name] = max(row[name], value)

    def by_month(self, keep: Callable[[Key], Key] = lambda key: key) -> Tally:
        """The same by month; a key begins with its day, `keep` says which of the rest stays."""
        found = Tally()
        for (day, *rest), row in self.rows.items():
            found.add((month(day), *keep(tuple(rest))), **row)
        return found
