"""SQL that turns a load file into rows of its raw table, written from the catalogue.

A file is copied once, as whole JSON objects, into a temporary table; PostgreSQL types it with `jsonb_to_record` and
upserts it. A file PostgreSQL refuses that way (a number turned text) takes the careful way: every value is typed on
its own, one that does not fit becomes null and is listed in `raw.schema_drift`, an object that cannot be stored at all
is kept as text in `raw.rejected_records`.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.catalog import Column, ColumnType, Resource

DATABASE_TYPES: dict[ColumnType, str] = {
    "text": "text",
    "bigint": "bigint",
    "decimal": "numeric",
    "bool": "boolean",
    "timestamp": "timestamptz",
    "date": "date",
}

MOST_KEYS_NOTED = 10_000
"""Rows of one load file whose keys are noted for the models; beyond that building from the whole table is as quick."""

LONGEST_KEY = 2600
"""Bytes of a key, as one text, that an index certainly takes; PostgreSQL's limit is 2704 with what stands beside."""

COPY = "copy incoming from stdin with (format binary)"

CREATE_INCOMING = """
create temp table incoming (
    tenant_id bigint, fetched_at timestamptz, discriminator text, object {object_type}
) on commit drop
"""

PARSE_CAREFULLY = """
create temp table parsed on commit drop as
select tenant_id, fetched_at, discriminator, text, pg_temp.try_jsonb(text) as object
from (select tenant_id, fetched_at, discriminator, substr(object, 2) as text from incoming) as versionless
"""
"""Taken as text, an object begins with the version number that the binary form of jsonb has."""


def quoted(name: str) -> str:
    """An identifier, always quoted: `order` and `end` are columns too."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text literal."""
    return "'" + text.replace("'", "''") + "'"


def try_functions() -> list[str]:
    """Functions of the session that cast a text or give null; PostgreSQL 15 has no `pg_input_is_valid` yet."""
    return [
        f"""
        create or replace function pg_temp.try_{name}(value text) returns {name} language plpgsql immutable as $$
        begin
            return value::{name};
        exception when others then
            return null;
        end $$
        """
        for name in (*dict.fromkeys(DATABASE_TYPES.values()), "jsonb")
        if name != "text"
    ]


def tried(column: Column, source: str) -> str:
    """A value typed on its own, null where it does not fit. A whole number may come as 3.0."""
    text = f"{source} ->> {literal(column.field)}"
    kind = DATABASE_TYPES[column.type]
    if kind == "text":
        return text
    if kind == "bigint":
        return f"pg_temp.try_bigint(trim_scale(pg_temp.try_numeric({text}))::text)"
    return f"pg_temp.try_{kind}({text})"


def context(resource: Resource) -> list[str]:
    """What a file holds beside each object, typed; several values stand in one field, split by \\x1f."""
    return [
        f"split_part(discriminator, chr(31), {place})::{DATABASE_TYPES[column.type]}"
        for place, column in enumerate(resource.context, start=1)
    ]


def _named_context(resource: Resource) -> list[str]:
    return [
        f"{value} as {quoted(column.name)}"
        for value, column in zip(context(resource), resource.context, strict=True)
    ]


def _target_columns(resource: Resource) -> list[str]:
    return [
        "tenant_id",
        *(column.name for column in resource.context),
        *(column.name for column in resource.typed_columns),
        "full_data",
        "fetched_at",
    ]


def record_key(resource: Resource, row: str = "stored") -> str:
    """The key of a row of a raw table, without the tenant, as one text."""
    return key_text([f"{row}.{quoted(name)}" for name in resource.key_columns if name != "tenant_id"])


def _upsert(schema: str, resource: Resource, rows: str, *, whole: bool) -> str:
    """Upsert `rows` (a query with the target columns), note the keys written, and count created and updated.

    The keys are noted under the session's current id of `pending_changes`. Where more than `MOST_KEYS_NOTED` rows are
    written none is noted, and the models have to look at the whole table.

    Of several versions of a record in one file the newest wins; a version older than the stored one, by `modifiedOn`
    and then by time of reading, is left out; so is one whose object did not change. A `whole` read shows the record as
    it is now, also when its `modifiedOn` went back: only the time of reading counts. So it does for a row marked as
    deleted, which may return in an older version.
    """
    newer = "excluded.fetched_at >= stored.fetched_at"
    if not whole:
        newer = """
            (stored.deleted_at is not null or
                (coalesce(excluded.st_modified_on, stored.st_modified_on, '-infinity'), excluded.fetched_at)
                >= (coalesce(stored.st_modified_on, '-infinity'), stored.fetched_at))
        """
    columns = _target_columns(resource)
    names = ", ".join(map(quoted, columns))
    key = ", ".join(map(quoted, resource.key_columns))
    changes = [quoted(name) for name in columns if name not in resource.key_columns]
    assignments = ", ".join(f"{name} = excluded.{name}" for name in changes)
    return f"""
    with written as (
        insert into {schema}.{quoted(resource.table)} as stored ({names})
        select distinct on ({key}) {names}
        from ({rows}) as typed
        order by {key}, st_modified_on desc nulls last, fetched_at desc
        on conflict ({key}) do update set {assignments}, deleted_at = null
        where (stored.full_data is distinct from excluded.full_data or stored.deleted_at is not null)
            and {newer}
        returning xmax = 0 as is_new, {key}
    ),

    counted as (
        select count(*) filter (where is_new) as created, count(*) filter (where not is_new) as updated
        from written
    ),

    noted as (
        insert into {schema}.changed_records (change_id, tenant_id, entity_type, key)
        select
            currval(pg_get_serial_sequence('{schema}.pending_changes', 'id')),
            tenant_id, {literal(resource.name)}, {record_key(resource, "written")}
        from written
        where (select created + updated from counted) <= {MOST_KEYS_NOTED}
    )

    select created, updated from counted
    """


def fast_upsert(schema: str, resource: Resource, *, whole: bool = False) -> str:
    """Upsert from `incoming` where every value fits its column."""
    return _upsert(schema, resource, _typed(resource), whole=whole)


def first_insert(schema: str, resource: Resource) -> str:
    """Insert from `incoming` where no record is stored yet, and none comes twice; else it ends by UniqueViolation.

    Its keys are not noted: to models all of the table is new.
    """
    names = ", ".join(map(quoted, _target_columns(resource)))
    return f"insert into {schema}.{quoted(resource.table)} ({names}) select {names} from ({_typed(resource)}) as typed"


def _typed(resource: Resource) -> str:
    """A query for the target columns, typed by PostgreSQL in one go."""
    columns = resource.typed_columns
    record = ", ".join(f"{quoted(column.field)} {DATABASE_TYPES[column.type]}" for column in columns)
    values = [f"record.{quoted(column.field)} as {quoted(column.name)}" for column in columns]
    selected = ", ".join(
        ["tenant_id", *_named_context(resource), *values, "object as full_data", "fetched_at"]
    )
    return f"select {selected} from incoming cross join lateral jsonb_to_record(object) as record({record})"


def careful_upsert(schema: str, resource: Resource, *, whole: bool = False) -> str:
    """Upsert from `parsed`, value by value; objects without a usable key are left to `findings.rejected`."""
    values = [f"{tried(column, 'object')} as {quoted(column.name)}" for column in resource.typed_columns]
    selected = ", ".join(
        ["tenant_id", *_named_context(resource), *values, "object as full_data", "fetched_at"]
    )
    usable = " and ".join(
        f"{quoted(name)} is not null" for name in ("full_data", *(column.name for column in resource.keys))
    )
    usable += f" and {fits_index(record_key(resource, 'tried'))}"
    rows = f"select * from (select {selected} from parsed) as tried where {usable}"
    return _upsert(schema, resource, rows, whole=whole)


def seen(resource: Resource, schema: str, source: str) -> str:
    """Note the keys a full read returned. `source` is `incoming`, or `parsed` on the careful way."""

    def value(column: Column) -> str:
        if source == "parsed":
            return tried(column, "object")
        return f"(object ->> {literal(column.field)})::{DATABASE_TYPES[column.type]}"

    key = key_text([*context(resource), *map(value, resource.keys)])
    present = " and ".join(f"{value(column)} is not null" for column in resource.keys) or "true"
    if source == "parsed":
        present += f" and {fits_index(key)}"
    return f"""
    insert into {schema}.seen_records (tenant_id, entity_type, key)
    select distinct tenant_id, {literal(resource.name)}, {key}
    from {source} where {present} order by {key} on conflict do nothing
    """


def fits_index(key: str) -> str:
    """Whether a key, as one text, is short enough for an index."""
    return f"octet_length({key}) <= {LONGEST_KEY}"


def key_text(parts: Sequence[str]) -> str:
    """A record's key, without the tenant, as one text; `parts` are expressions."""
    return f"concat_ws(chr(31), {', '.join(f'({part})::text' for part in parts)})"


def backfill(table: str, columns: tuple[Column, ...]) -> str:
    """Fill columns that the catalogue gained after rows were stored."""
    assignments = ", ".join(f"{quoted(column.name)} = {tried(column, 'full_data')}" for column in columns)
    return f"update {table} set {assignments}"
