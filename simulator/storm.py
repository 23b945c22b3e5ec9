"""What an upheaval is made of: a company's objects picked at random, changed, added and counted."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

import msgspec

from simulator import times
from simulator.company.build import shape
from simulator.state import Company
from simulator.store import Record

_DECODE = msgspec.json.Decoder(dict[str, Any], float_hook=Decimal).decode


class Storm:
    """A company in an upheaval, and what it has touched of it: objects per resource."""

    def __init__(self, company: Company, dice: Random) -> None:
        self.touched: Counter[str] = Counter()
        self._company, self._dice = company, dice

    def _pick(self, resource: str, fits: Callable[[Record], bool] = lambda _: True) -> dict[str, Any] | None:
        records = [record for record in self._company.collections[resource].by_id() if fits(record)]
        return _DECODE(self._dice.choice(records).body) if records else None

    def _save(self, resource: str, fields: dict[str, Any]) -> None:
        stamp = {"modifiedOn": times.text(self._company.clock.now())} if "modifiedOn" in fields else {}
        self._company.store(resource, fields | stamp)
        self.touched[resource] += 1

    def _add(self, resource: str, **fields: Any) -> None:
        now = self._company.clock.now()
        self._company.store(resource, shape(resource, now, now, fields, self._company.next_id))
        self.touched[resource] += 1
