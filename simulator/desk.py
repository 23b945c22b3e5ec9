"""Looking at a company's objects and writing them, as business does."""

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

import msgspec

from simulator import times
from simulator.company.build import shape
from simulator.state import Company
from simulator.store import Key, Record

_RECENT = 3000
"""How far back among the changes the day's work is looked for: a company of a million objects stays quick."""
DECODE = msgspec.json.Decoder(dict[str, Any], float_hook=Decimal).decode


class Desk:
    """Where a run of business is done: what can be worked on, and what was touched."""

    def __init__(self, company: Company, dice: Random) -> None:
        self.touched: set[tuple[str, Key]] = set()
        self._company = company
        self._dice = dice
        self._pools: dict[str, list[Record]] = {}

    def _recent(self, resource: str) -> list[Record]:
        return self._company.collections[resource].by_change()[-_RECENT:]

    def _take(self, resource: str, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any] | None:
        """A random recent active object that fits and was not taken before."""
        if resource not in self._pools:
            pool = self._recent(resource)
            self._pools[resource] = self._dice.sample(pool, len(pool))
        pool = self._pools[resource]
        while pool:
            record = pool.pop()
            if record.active and fits(fields := DECODE(record.body)):
                return fields
        return None

    def _any(self, resource: str) -> dict[str, Any] | None:
        """A random recent object to copy from; it may be used again."""
        pool = self._recent(resource)
        return DECODE(self._dice.choice(pool).body) if pool else None

    def _save(self, resource: str, fields: dict[str, Any]) -> None:
        now = self._company.clock.now()
        self._company.store(resource, {**fields, "modifiedOn": times.text(now)})
        self.touched.add((resource, fields["id"]))

    def _new(self, resource: str, **fields: Any) -> int:
        now = self._company.clock.now()
        record = self._company.store(resource, shape(resource, now, now, fields, self._company.next_id))
        self.touched.add((resource, record.id))
        return int(record.id)

    def _named(self, resource: str, key: int) -> dict[str, Any] | None:
        known = self._company.collections[resource]
        return {"id": key, "name": DECODE(known[key].body)["name"]} if key in known else None
