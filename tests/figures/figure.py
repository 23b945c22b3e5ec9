"""A figure of the warehouse and how it is reckoned a second time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.figures.books import Books, Tally


@dataclass(frozen=True)
class Figure:
    """A mart, the columns that name a row of it, its figures, and the same reckoned from the API's objects."""

    mart: str
    keys: tuple[str, ...]
    values: tuple[str, ...]
    reckon: Callable[[Books], Tally]
    rates: tuple[str, ...] = ()
    """Quotients of what was reckoned, as `rate=part/whole` or `rate=one+another/whole`."""
    where: str = "true"

    @property
    def columns(self) -> set[str]:
        """All columns that are compared."""
        return {*self.keys, *self.values, *(rate.partition("=")[0] for rate in self.rates)}
