"""A mart beside the same figures reckoned a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from tests.figures.books import Books, Key
from tests.figures.catalogue import Figure

Query = Callable[..., list[tuple[Any, ...]]]
HALF_A_CENT = Decimal("0.005")
RATES_DIGITS = Decimal("0.0051")
"""Rates are rounded by marts, some of them to cents."""


def books_of(query: Query, tenant: int, zone: str) -> Books:
    """The books of a tenant, read from `raw`."""

    def read(table: str) -> list[tuple[int, str, bool]]:
        # What has no id of its own is numbered as it comes.
        return query(
            "select case when count(*) over (partition by st_id) = 1 then st_id else -row_number() over () end,"
            f" full_data::text, deleted_at is not null from raw.st_{table} where tenant_id = %s",
            tenant,
        )

    return Books(read, zone)


def differences(query: Query, tenant: int, books: Books, figure: Figure) -> Iterator[str]:
    """Rows that one side lacks and figures that differ by more than half a cent, a line each."""
    rates = [rate.split("=") for rate in figure.rates]
    columns = ", ".join((*figure.keys, *figure.values, *(name for name, _ in rates)))
    there = query(
        f"select {columns} from analytics.{figure.mart} where tenant_id = %s and {figure.where}", tenant
    )
    width = len(figure.keys)
    mart = {row[:width]: dict(zip(figure.values, map(_number, row[width:]), strict=False)) for row in there}
    if len(mart) < len(there):
        yield f"{figure.mart} has rows of the same key"
    reckoned = figure.reckon(books).rows
    for key in sorted({*mart, *reckoned}, key=repr):
        yield from _compare(figure, key, mart.get(key), reckoned.get(key))
    for row in there:
        values = dict(zip(figure.values, map(_number, row[width:]), strict=False))
        for (name, quotient), given in zip(rates, row[width + len(figure.values) :], strict=True):
            part, whole = (values[each] for each in quotient.split("/"))
            wrong = (
                given is not None if not whole else given is None or abs(given - part / whole) > RATES_DIGITS
            )
            if wrong:
                yield f"{figure.mart} {row[:width]}: {name} is {given}, {quotient} {part} / {whole}"


def _number(value: Any) -> Decimal:
    return Decimal(value or 0)


def _compare(
    figure: Figure, key: Key, mart: dict[str, Decimal] | None, reckoned: dict[str, Decimal] | None
) -> Iterator[str]:
    where = f"{figure.mart} {', '.join(map(str, key))}"
    if mart is None or reckoned is None:
        found = {name: str(value) for name, value in (mart or reckoned or {}).items() if value}
        if found:  # a row of zeros is as good as none
            yield f"{where}: only {'reckoned' if mart is None else 'in the mart'}: {found}"
        return
    for name in figure.values:
        expected = Decimal(reckoned.get(name, 0))
        if abs(mart[name] - expected) > HALF_A_CENT:
            yield f"{where}: {name} is {mart[name]}, reckoned {expected.normalize():f}"
