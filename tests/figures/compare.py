"""A mart beside the same figures reckoned a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from tests.figures.books import Books, Key, Tally, number
from tests.figures.figure import Figure

Query = Callable[..., list[tuple[Any, ...]]]
Row = dict[str, Any]
HALF_A_CENT = Decimal("0.005")
RATES_DIGITS = Decimal("0.0051")
"""Rates are rounded by marts, some of them to cents."""


def books_of(query: Query, tenant: int, zone: str, earlier: Books | None = None) -> Books:
    """The books of a tenant, read from `raw`."""

    def read(table: str) -> list[tuple[int, str, bool]]:
        if table.startswith("report_"):
            return _rows(query, f"raw.{table}", tenant)
        # What has no id of its own is numbered as it comes.
        return query(
            "select case when count(*) over (partition by st_id) = 1 then st_id else -row_number() over () end,"
            f" full_data::text, deleted_at is not null from raw.st_{table} where tenant_id = %s",
            tenant,
        )

    return Books(read, zone, earlier)


def _rows(query: Query, table: str, tenant: int) -> list[tuple[int, str, bool]]:
    """Rows of a table that a warehouse need not have, as objects."""
    ((there,),) = query("select to_regclass(%s)", table)
    rows = (
        f"select row_number() over (), to_jsonb(said)::text, false from {table} as said where tenant_id = %s"
    )
    return query(rows, tenant) if there else []


def differences(query: Query, tenant: int, figure: Figure, reckoned: Tally) -> Iterator[str]:
    """Rows that one side lacks and figures that differ by more than half a cent, a line each."""
    rates = tuple(rate.partition("=")[0] for rate in figure.rates)
    names = (*figure.keys, *figure.values, *rates)
    there = query(
        f"select {', '.join(names) or 'null'} from analytics.{figure.mart}"
        f" where tenant_id = %s and {figure.where}",
        tenant,
    )
    width = len(figure.keys)
    mart: dict[Key, Row] = {row[:width]: dict(zip(names, row, strict=True)) for row in there}
    if len(mart) < len(there):
        yield f"{figure.mart} has rows of the same key"
    for key in sorted({*mart, *reckoned.rows}, key=repr):
        yield from _compare(figure, key, mart.get(key), reckoned.rows.get(key))


def _compare(
    figure: Figure, key: Key, mart: Row | None, reckoned: dict[str, Decimal] | None
) -> Iterator[str]:
    where = f"{figure.mart} {', '.join(map(str, key))}"
    if mart is None or reckoned is None:
        side = {name: number(mart[name]) for name in figure.values} if mart else reckoned or {}
        found = {name: str(value) for name, value in side.items() if value}
        if found:  # a row of zeros is as good as none
            yield f"{where}: only {'reckoned' if mart is None else 'in the mart'}: {found}"
        return
    for name in figure.values:
        expected = Decimal(reckoned.get(name, 0))
        if abs(number(mart[name]) - expected) > HALF_A_CENT:
            yield f"{where}: {name} is {mart[name]}, reckoned {expected.normalize():f}"
    for rate in figure.rates:
        name, part, whole = _quotient(rate, reckoned)
        if not _is_quotient(mart[name], part, whole):
            yield f"{where}: {rate} is {mart[name]}, reckoned {part} / {whole}"


def _quotient(rate: str, reckoned: dict[str, Decimal]) -> tuple[str, Decimal, Decimal]:
    name, _, quotient = rate.partition("=")
    parts, whole = quotient.split("/")
    part = sum((reckoned.get(each, Decimal()) for each in parts.split("+")), Decimal())
    return name, part, reckoned.get(whole, Decimal())


def _is_quotient(given: Decimal | None, part: Decimal, whole: Decimal) -> bool:
    """No quotient of nothing."""
    if not whole or given is None:
        return given is None and not whole
    return abs(given - part / whole) <= RATES_DIGITS


def occurring(figure: Figure, reckoned: Tally) -> set[str]:
    """The figures that are other than 0 somewhere: about the others a comparison says nothing."""
    found = {name for row in reckoned.rows.values() for name in figure.values if row.get(name)}
    for rate in figure.rates:
        quotients = (_quotient(rate, row) for row in reckoned.rows.values())
        found |= {name for name, part, whole in quotients if part and whole}
    return found
