"""What differs between two builds of one model: rows, columns and values, found by PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

SAMPLES = 5


@dataclass(frozen=True)
class Relation:
    """A table or view as PostgreSQL knows it."""

    schema: str
    name: str

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def identifier(self) -> sql.Identifier:
        return sql.Identifier(self.schema, self.name)


@dataclass(frozen=True)
class Sample:
    """One row whose column holds another value: its key as PostgreSQL writes a row, and both values as text."""

    key: str
    production: str | None
    own: str | None


@dataclass(frozen=True)
class Differences:
    """How an analyst's own build differs from production's.

    `columns_changed` are columns whose types differ, both given; `values` counts, by column, rows in both whose value
    differs, only of columns where there are any; `samples` shows some of these.
    """

    rows_production: int
    rows_own: int
    only_production: int
    only_own: int
    differing: int
    columns_only_production: tuple[str, ...]
    columns_only_own: tuple[str, ...]
    columns_changed: dict[str, tuple[str, str]]
    values: dict[str, int]
    samples: dict[str, tuple[Sample, ...]]

    @property
    def none(self) -> bool:
        """Whether both are the same, to the letter."""
        rows = self.only_production or self.only_own or self.differing
        return not (rows or self.columns_only_production or self.columns_only_own or self.columns_changed)


def column_types(connection: psycopg.Connection[Any], relation: Relation) -> dict[str, str]:
    """Types by column; empty when there is no such table or view."""
    found = connection.execute(
        "select attname, format_type(atttypid, atttypmod) from pg_attribute"
        " where attrelid = to_regclass(format('%%I.%%I', %s::text, %s::text))"
        " and attnum > 0 and not attisdropped order by attnum",
        (relation.schema, relation.name),
    )
    return dict(found.fetchall())


def find_differences(
    connection: psycopg.Connection[Any],
    production: Relation,
    own: Relation,
    key: Sequence[str],
    left_out: Collection[str] = (),
) -> Differences:
    """Compare two builds that both exist, row by row under the model's key.

    Values are compared as text, so that 1.0 and 1.00 differ.

    Args:
        left_out: columns not to compare, such as times of building.

    Raises:
        ValueError: a build does not have the columns of the key, or a key twice.
    """
    theirs, ours = column_types(connection, production), column_types(connection, own)
    for relation, columns in ((production, theirs), (own, ours)):
        _check_key(connection, relation, columns, key)
    common = [name for name in ours if name in theirs and name not in key and name not in left_out]
    joined = _joined(production, own, key)
    (counted,) = connection.execute(
        sql.SQL("select {} from {}").format(
            sql.SQL(", ").join([sql.SQL(_COUNTS), _any_differs(common), *map(_differs, common)]), joined
        )
    ).fetchall()
    rows_production, rows_own, only_production, only_own, differing, *numbers = counted
    values = {name: number for name, number in zip(common, numbers, strict=True) if number}
    return Differences(
        rows_production,
        rows_own,
        only_production,
        only_own,
        differing,
        tuple(name for name in theirs if name not in ours and name not in left_out),
        tuple(name for name in ours if name not in theirs and name not in left_out),
        {name: (theirs[name], ours[name]) for name in common if theirs[name] != ours[name]},
        values,
        {name: _samples(connection, joined, name) for name in values},
    )


_COUNTS = (
    "count(production.place), count(own.place), count(*) filter (where own.place is null),"
    " count(*) filter (where production.place is null)"
)
_BOTH = sql.SQL("production.place is not null and own.place is not null")


def _check_key(
    connection: psycopg.Connection[Any], relation: Relation, columns: Collection[str], key: Sequence[str]
) -> None:
    if missing := [name for name in key if name not in columns]:
        raise ValueError(f"{relation} has no column {', '.join(missing)}, which is part of the key.")
    names = sql.SQL(", ").join(map(sql.Identifier, key))
    query = sql.SQL("select {0} from {1} group by {0} having count(*) > 1 limit 1")
    if twice := connection.execute(query.format(names, relation.identifier)).fetchone():
        values = ", ".join(f"{name} = {value}" for name, value in zip(key, twice, strict=True))
        raise ValueError(f"{relation} has more than one row with {values}: rows cannot be told apart.")


def _joined(production: Relation, own: Relation, key: Sequence[str]) -> sql.Composed:
    """Both builds side by side. The key as text, since no full join is made by `is not distinct from`."""
    names = sql.SQL(", ").join(map(sql.Identifier, key))
    side = sql.SQL("(select *, row({})::text as place from {})")
    return sql.SQL("{} as production full join {} as own on production.place = own.place").format(
        side.format(names, production.identifier), side.format(names, own.identifier)
    )


def _condition(column: str) -> sql.Composed:
    name = sql.Identifier(column)
    return sql.SQL("production.{0}::text is distinct from own.{0}::text").format(name)


def _differs(column: str) -> sql.Composed:
    return sql.SQL("count(*) filter (where {} and {})").format(_BOTH, _condition(column))


def _any_differs(columns: Sequence[str]) -> sql.Composed:
    conditions = sql.SQL(" or ").join([sql.SQL("false"), *map(_condition, columns)])
    return sql.SQL("count(*) filter (where {} and ({}))").format(_BOTH, conditions)


def _samples(connection: psycopg.Connection[Any], joined: sql.Composed, column: str) -> tuple[Sample, ...]:
    query = sql.SQL(
        "select own.place, production.{0}::text, own.{0}::text from {1} where {2} and {3} order by 1 limit {4}"
    ).format(sql.Identifier(column), joined, _BOTH, _condition(column), sql.Literal(SAMPLES))
    return tuple(Sample(*row) for row in connection.execute(query).fetchall())
