"""Makes a large company out of a synced small one, inside `raw`, by SQL alone.

Everything that happens (customers, jobs, visits, invoices, calls, ...) is copied with new ids; what a company sets up
once (technicians, units, job types, campaigns, pricebook) is shared. Ten copies lie on the days of the original, so
that a day is as busy as one of a company with a hundred thousand jobs; every further ten lie four years before the ten
before, so that more copies make the history longer and no day busier. Four years, because every day of the calendar
has a counterpart then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
from psycopg import sql

FIRST_ID, LAST_ID = 10_001_000, 19_999_999
"""Ids of what is copied. The generated company's ids have eight digits; those it sets up first are below."""
STEP = 1_000_000_000
"""Copy k of an object has its id and k times this: the digits of k and a zero before the id's own."""
A_DAY = 10
"""So many copies, the original among them, share their days."""
YEARS = 4

_ID = r"\m(1(?!0000[0-9]{3}\M)[0-9]{7})\M"
_DAY = r"\m(202[2-9])(-[01][0-9]-[0-3][0-9])"
_ID_MARK, _DAY_MARK = "\x01", "\x02"
_ONCE_A_DAY = ("st_technician_shifts", "st_non_job_appointments", "st_non_job_timesheets", "st_payrolls")
"""Of these the shared technicians have one a day, however busy the day is."""
_LEFT_OUT = (
    *("st_estimate_items", "st_timesheet_activities", "st_tasks", "st_form_submissions", "st_job_notes"),
    *("st_journal_entries", "st_journal_entry_details", "st_journal_entry_summaries", "st_job_history"),
)
"""What no figure is made of."""


def multiply(url: str, copies: range) -> int:
    """Add these copies (numbers from 1) to every table of `raw`; gives the rows added."""
    with psycopg.connect(url, autocommit=True) as connection:
        tables = [name for (name,) in connection.execute(_TABLES).fetchall() if name not in _LEFT_OUT]
    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(lambda table: _multiply(url, table, copies), tables))


_TABLES = """
    select tables.relname from pg_class as tables
    where tables.relnamespace = 'raw'::regnamespace and tables.relkind = 'r' and tables.relname like 'st\\_%'
    order by pg_relation_size(tables.oid) desc
"""
_COLUMNS = """
    select column_name, data_type from information_schema.columns
    where table_schema = 'raw' and table_name = %s and is_generated = 'NEVER' order by ordinal_position
"""
_KEYS = """
    select columns.attname from pg_index as keys
    inner join pg_attribute as columns on columns.attrelid = keys.indrelid and columns.attnum = any(keys.indkey)
    where keys.indrelid = %s::regclass and keys.indisprimary and columns.atttypid = 'bigint'::regtype
"""


def _multiply(url: str, table: str, copies: range) -> int:
    mine = [number for number in copies if table not in _ONCE_A_DAY or number % A_DAY == 0]
    with psycopg.connect(url, options="-c timezone=UTC -c synchronous_commit=off") as connection:
        columns = connection.execute(_COLUMNS, (table,)).fetchall()
        keys = [key for (key,) in connection.execute(_KEYS, (f"raw.{table}",)).fetchall()]
        if not mine or "st_id" not in keys or not _take_originals(connection, table, keys):
            return 0
        name = sql.Identifier("raw", table)
        added = 0
        for numbers in _by_age(mine):
            added += connection.execute(_insertion(name, columns, numbers)).rowcount
        connection.commit()
        connection.execute(sql.SQL("analyze {}").format(name))
    return added


def _take_originals(connection: psycopg.Connection[Any], table: str, keys: Sequence[str]) -> int:
    """Put what is to be copied aside, its text prepared: marks stand where a number or a year is to be changed."""
    own = sql.SQL(" or ").join(
        sql.SQL("{} between {} and {}").format(sql.Identifier(key), FIRST_ID, LAST_ID)
        for key in keys
        if key != "tenant_id"
    )
    template = sql.SQL("regexp_replace(regexp_replace(full_data::text, {}, {}, 'g'), {}, {}, 'g')").format(
        _ID, _ID_MARK + r"\1", _DAY, _DAY_MARK + r"\1\2"
    )
    statement = sql.SQL(
        "create temporary table originals as select *, {} as template from {} where ({}) and st_id <= {}"
    )
    return connection.execute(statement.format(template, sql.Identifier("raw", table), own, LAST_ID)).rowcount


def _by_age(numbers: Sequence[int]) -> Iterator[list[int]]:
    """The copies that share their days, together."""
    for age in sorted({number // A_DAY for number in numbers}):
        yield [number for number in numbers if number // A_DAY == age]


def _insertion(table: sql.Identifier, columns: Sequence[Any], numbers: Sequence[int]) -> sql.Composed:
    years = numbers[0] // A_DAY * YEARS
    names = sql.SQL(", ").join(sql.Identifier(name) for name, _ in columns)
    values = sql.SQL(", ").join(_value(name, kind, years) for name, kind in columns)
    return sql.SQL(
        "insert into {} ({}) select {} from unnest({}::bigint[]) as copies (number) cross join originals"
    ).format(table, names, values, list(numbers))


def _value(name: str, kind: str, years: int) -> sql.Composable:
    column = sql.Identifier("originals", name)
    if name == "full_data":
        return _object(years)
    if name in ("fetched_at", "deleted_at", "tenant_id"):
        return column
    if kind == "bigint":
        return sql.SQL(
            "case when {0} between {1} and {2} then {0} + copies.number * {3} else {0} end"
        ).format(column, FIRST_ID, LAST_ID, STEP)
    if kind in ("timestamp with time zone", "date") and years:
        return sql.SQL("({} - make_interval(years => {}))::{}").format(column, years, sql.SQL(kind))
    if kind == "text" and name.endswith("number"):
        return sql.SQL("regexp_replace({}, {}, copies.number || '0\\1', 'g')").format(column, _ID)
    return column


def _object(years: int) -> sql.Composed:
    text: sql.Composed = sql.SQL("replace(originals.template, {}, copies.number || '0')").format(_ID_MARK)
    for year in range(2022, 2030) if years else ():
        text = sql.SQL("replace({}, {}, {})").format(text, f"{_DAY_MARK}{year}", str(year - years))
    return sql.SQL("replace({}, {}, '')::jsonb").format(text, _DAY_MARK)
