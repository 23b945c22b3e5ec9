"""Tables `raw.report_<name>`: made and widened as a report's columns come, filled period by period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg
from psycopg import sql

from extract.custom_reports_api import DataPage
from extract.custom_reports_periods import Period
from extract.custom_reports_progress import Progress
from extract.custom_reports_values import (
    KINDS,
    OWN_COLUMNS,
    ColumnKind,
    UnfitError,
    Value,
    column_kind,
    column_names,
    convert,
    json_type,
    row_object,
    unique_names,
)

_TABLE_LOCK = 0x52545442
"""First key of the advisory lock that lets one run at a time make or widen a table; the second is made of its name."""
LONGEST_SAMPLE = 200


@dataclass
class Change:
    """What reading periods did to a table, in rows; `unfit` in values."""

    fetched: int = 0
    created: int = 0
    updated: int = 0
    deleted: int = 0
    unfit: int = 0

    @property
    def changed(self) -> bool:
        """Whether the table is another one than before."""
        return bool(self.created or self.updated or self.deleted)

    def add(self, other: Change) -> None:
        """Count another period."""
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass
class _Misfits:
    """Values that do not fit their columns: per field how many, the type and text of one."""

    by_field: dict[str, tuple[int, str, str]] = field(default_factory=dict)

    def note(self, name: str, sample_type: str, raw: bytes) -> None:
        count, kind, sample = self.by_field.get(name, (0, sample_type, raw.decode()[:LONGEST_SAMPLE]))
        self.by_field[name] = (count + 1, kind, sample)


class ReportTable:
    """One tenant's rows of one report, over a connection of its own (autocommit)."""

    def __init__(self, connection: psycopg.Connection[Any], tenant_id: int, table: str) -> None:
        self._connection, self._tenant, self._table = connection, tenant_id, table
        self._name = sql.Identifier("raw", table)
        self.progress = Progress(connection, tenant_id, table)

    @property
    def is_broken(self) -> bool:
        """Whether the connection is lost."""
        return self._connection.broken

    def count(self) -> int:
        """Rows of the tenant."""
        if not self._columns():
            return 0
        query = sql.SQL("select count(*) from {} where tenant_id = %s").format(self._name)
        (count,) = self._connection.execute(query, (self._tenant,)).fetchone() or (0,)
        return int(count)

    def replace(
        self, period: Period, page: DataPage, types: Mapping[str, str], definition: str, read_at: datetime
    ) -> Change:
        """Make the period's rows those of the page, in one transaction; rows that are as they were stay untouched.

        Args:
            types: the report's data types by field; other fields become text.
            definition: checksum of what was asked. read_at: when, in UTC.
        """
        given = unique_names([item.name for item in page.fields])
        fields = [*given, *(name for name in types if name not in given)]
        columns = dict(zip(fields, column_names(fields), strict=True))
        with self._connection.transaction():
            kinds = self._shape(columns, given, page, types)
            misfits = _Misfits()
            # A column the report no longer has is emptied where a row is written: its value was another row's.
            lost = sorted(self._columns().keys() - {*OWN_COLUMNS, *columns.values()})
            self._copy(columns, kinds, given, page, misfits, lost)
            change = self._merge(period, [*columns.values(), *lost], read_at)
            self.progress.note_read(period, definition, len(page.data), read_at)
            if change.changed:
                self._connection.execute(
                    "insert into raw.pending_changes (tenant_id, entity_type) values (%s, %s)",
                    (self._tenant, self._table),
                )
            self._list_drift(misfits, read_at)
        change.unfit = sum(count for count, _, _ in misfits.by_field.values())
        return change

    def _columns(self) -> dict[str, str]:
        rows = self._connection.execute(
            "select attname, format_type(atttypid, null) from pg_attribute "
            "where attrelid = to_regclass(%s) and attnum > 0 and not attisdropped",
            (f'raw."{self._table}"',),
        )
        return dict(rows.fetchall())

    def _shape(
        self, columns: Mapping[str, str], given: Sequence[str], page: DataPage, types: Mapping[str, str]
    ) -> dict[str, ColumnKind]:
        """Make the table, or the columns it lacks; give the type of each. A column that is there keeps its type."""
        if not set(columns.values()) <= (there := self._columns()).keys():
            self._connection.execute(
                "select pg_advisory_xact_lock(%s, hashtext(%s))", (_TABLE_LOCK, self._table)
            )
            self._connection.execute(
                sql.SQL(
                    "create table if not exists {} (tenant_id bigint not null, period_start date, period_end date, "
                    "row_number integer not null, full_data jsonb not null, fetched_at timestamptz not null, "
                    "unique nulls not distinct (tenant_id, period_start, row_number))"
                ).format(self._name)
            )
            for position, (name, column) in enumerate(columns.items()):
                samples = [bytes(row[position]) for row in page.data if position < min(len(row), len(given))]
                kind = column_kind(types.get(name), samples)
                self._connection.execute(
                    sql.SQL("alter table {} add column if not exists {} {}").format(
                        self._name, sql.Identifier(column), sql.SQL(kind)
                    )
                )
            there = self._columns()
        kinds = {"timestamp with time zone": "timestamptz", "time without time zone": "time"}
        shaped: dict[str, ColumnKind] = {}
        for column in columns.values():
            declared = kinds.get(there[column], there[column])
            shaped[column] = next((kind for kind in KINDS if kind == declared), "text")
        return shaped

    def _copy(
        self,
        columns: Mapping[str, str],
        kinds: Mapping[str, ColumnKind],
        given: Sequence[str],
        page: DataPage,
        misfits: _Misfits,
        lost: Sequence[str],
    ) -> None:
        names = ["row_number", *columns.values(), "full_data"]
        chosen = sql.SQL(", ").join(map(sql.Identifier, names))
        every = sql.SQL(", ").join(map(sql.Identifier, [*names, *lost]))
        self._connection.execute(
            sql.SQL("create temp table report_rows on commit drop as select {} from {} with no data").format(
                every, self._name
            )
        )
        with self._connection.cursor().copy(
            sql.SQL("copy pg_temp.report_rows ({}) from stdin").format(chosen)
        ) as copy:
            for number, row in enumerate(page.data, start=1):
                cells = [bytes(cell) for cell in row]
                values = _typed(columns, kinds, cells[: len(given)], misfits)
                copy.write_row([number, *values, row_object(given, cells)])

    def _merge(self, period: Period, columns: Sequence[str], read_at: datetime) -> Change:
        same = {"start": period.start, "end": period.end, "tenant": self._tenant}
        query = sql.SQL("delete from {} where tenant_id = %(tenant)s and ({})").format(self._name, _OUTDATED)
        deleted = self._connection.execute(query, same).rowcount
        names = [*columns, "full_data"]
        insert = sql.SQL(
            "insert into {table} as stored (tenant_id, period_start, period_end, fetched_at, row_number, {names}) "
            "select %(tenant)s, %(start)s::date, %(end)s::date, %(read_at)s, row_number, {names} "
            "from pg_temp.report_rows "
            "on conflict (tenant_id, period_start, row_number) do update set ({names}) = row({new}), "
            "period_end = excluded.period_end, fetched_at = excluded.fetched_at "
            "where row({old}, stored.period_end) is distinct from row({new}, excluded.period_end) "
            "returning xmax = 0"
        ).format(
            table=self._name,
            names=sql.SQL(", ").join(map(sql.Identifier, names)),
            old=sql.SQL(", ").join(sql.Identifier("stored", name) for name in names),
            new=sql.SQL(", ").join(sql.Identifier("excluded", name) for name in names),
        )
        written = self._connection.execute(insert, {**same, "read_at": read_at}).fetchall()
        created = sum(is_new for (is_new,) in written)
        (fetched,) = self._connection.execute("select count(*) from pg_temp.report_rows").fetchone() or (0,)
        return Change(fetched, created, len(written) - created, deleted)

    def _list_drift(self, misfits: _Misfits, read_at: datetime) -> None:
        for name, (count, sample_type, sample) in misfits.by_field.items():
            self._connection.execute(
                """
                insert into raw.schema_drift as listed
                    (tenant_id, entity_type, field, kind, sample_type, sample, first_seen, last_seen, occurrences)
                values (%s, %s, %s, 'other type', %s, %s, %s, %s, %s)
                on conflict (tenant_id, entity_type, field, kind) do update
                set last_seen = excluded.last_seen, occurrences = listed.occurrences + excluded.occurrences
                """,
                (self._tenant, self._table, name, sample_type, sample, read_at, read_at, count),
            )


_OUTDATED = sql.SQL(
    "case when %(start)s::date is null then period_start is not null "
    "when period_start is null then true "
    "when period_start = %(start)s::date then false "
    "else period_start <= %(end)s::date and period_end >= %(start)s::date end "
    "or period_start is not distinct from %(start)s::date "
    "and row_number > (select count(*) from pg_temp.report_rows)"
)
"""Rows that the period's new rows stand instead of: those beyond their number, and those of periods cut otherwise."""


def _typed(
    columns: Mapping[str, str], kinds: Mapping[str, ColumnKind], cells: Sequence[bytes], misfits: _Misfits
) -> Iterator[Value]:
    for position, (name, column) in enumerate(columns.items()):
        raw = cells[position] if position < len(cells) else b"null"
        try:
            yield convert(raw, kinds[column])
        except UnfitError as unfit:
            misfits.note(name, unfit.sample_type or json_type(raw), raw)
            yield unfit.value
