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


def _try(column: Column, source: str) -> str:
    """A value typed on its own, null where it does not fit. A whole number may come as 3.0."""
    text = f"{source} ->> {literal(column.field)}"
    kind = DATABASE_TYPES[column.type]
    if kind == "text":
        return text
    if kind == "bigint":
        return f"pg_temp.try_bigint(trim_scale(pg_temp.try_numeric({text}))::text)"
    return f"pg_temp.try_{kind}({text})"


def _context(resource: Resource) -> list[str]:
    """What a file holds beside each object, typed; several values stand in one field, split by \\x1f."""
    return [
        f"split_part(discriminator, chr(31), {place})::{DATABASE_TYPES[column.type]}"
        for place, column in enumerate(resource.context, start=1)
    ]


def _named_context(resource: Resource) -> list[str]:
    return [
        f"{value} as {quoted(column.name)}"
        for value, column in zip(_context(resource), resource.context, strict=True)
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
    columns = resource.typed_columns
    record = ", ".join(f"{quoted(column.field)} {DATABASE_TYPES[column.type]}" for column in columns)
    values = [f"record.{quoted(column.field)} as {quoted(column.name)}" for column in columns]
    selected = ", ".join(
        ["tenant_id", *_named_context(resource), *values, "object as full_data", "fetched_at"]
    )
    rows = f"select {selected} from incoming cross join lateral jsonb_to_record(object) as record({record})"
    return _upsert(schema, resource, rows, whole=whole)


def careful_upsert(schema: str, resource: Resource, *, whole: bool = False) -> str:
    """Upsert from `parsed`, value by value; objects without a usable key are left to `rejected`."""
    values = [f"{_try(column, 'object')} as {quoted(column.name)}" for column in resource.typed_columns]
    selected = ", ".join(
        ["tenant_id", *_named_context(resource), *values, "object as full_data", "fetched_at"]
    )
    usable = " and ".join(
        f"{quoted(name)} is not null" for name in ("full_data", *(column.name for column in resource.keys))
    )
    rows = f"select * from (select {selected} from parsed) as tried where {usable}"
    return _upsert(schema, resource, rows, whole=whole)


def seen(resource: Resource, schema: str, source: str) -> str:
    """Note the keys a full read returned. `source` is `incoming`, or `parsed` on the careful way."""

    def value(column: Column) -> str:
        if source == "parsed":
            return _try(column, "object")
        return f"(object ->> {literal(column.field)})::{DATABASE_TYPES[column.type]}"

    present = " and ".join(f"{value(column)} is not null" for column in resource.keys) or "true"
    key = key_text([*_context(resource), *map(value, resource.keys)])
    return f"""
    insert into {schema}.seen_records (tenant_id, entity_type, key)
    select distinct tenant_id, {literal(resource.name)}, {key}
    from {source} where {present} on conflict do nothing
    """


def key_text(parts: Sequence[str]) -> str:
    """A record's key, without the tenant, as one text; `parts` are expressions."""
    return f"concat_ws(chr(31), {', '.join(f'({part})::text' for part in parts)})"


def rejected(resource: Resource, schema: str) -> str:
    """Keep what no row can be made of, as text."""
    unusable = " or ".join(
        ["object is null", *(f"{_try(column, 'object')} is null" for column in resource.keys)]
    )
    return f"""
    insert into {schema}.rejected_records (tenant_id, entity_type, object, fetched_at)
    select tenant_id, {literal(resource.name)}, text, fetched_at from parsed where {unusable}
    """


def drift(resource: Resource, schema: str) -> str:
    """List values that do not fit the type declared for their field."""
    values = ", ".join(
        f"({literal(column.field)}, object -> {literal(column.field)}, {_try(column, 'object')} is null)"
        for column in resource.typed_columns
        if column.type != "text"
    )
    found = f"""
        select tenant_id, fetched_at, field, value
        from parsed cross join lateral (values {values}) as checked (field, value, unfit)
        where unfit and jsonb_typeof(value) <> 'null'
    """
    return _list_drift(resource, schema, "other type", found)


def unknown_fields(resource: Resource, schema: str, source: str) -> str:
    """List fields the catalogue does not know; they are kept in `full_data`. `source` as in `seen`."""
    known = ", ".join(map(literal, sorted(resource.known_fields)))
    found = f"""
        select tenant_id, fetched_at, field.key as field, field.value
        from (select tenant_id, fetched_at, object - array[{known}] as rest from {source} offset 0) as stripped
        cross join lateral jsonb_each(rest) as field
        where jsonb_typeof(rest) = 'object' and rest <> '{{}}'
    """
    return _list_drift(resource, schema, "unknown field", found)


def _list_drift(resource: Resource, schema: str, kind: str, found: str) -> str:
    sample = "(array_agg(value order by jsonb_typeof(value) = 'null', fetched_at))[1]"
    return f"""
    insert into {schema}.schema_drift as listed
        (tenant_id, entity_type, field, kind, sample_type, sample, first_seen, last_seen, occurrences)
    select
        tenant_id, {literal(resource.name)}, field, {literal(kind)}, jsonb_typeof({sample}),
        left({sample}::text, 200), min(fetched_at), max(fetched_at), count(*)
    from ({found}) as found
    group by tenant_id, field
    on conflict (tenant_id, entity_type, field, kind) do update
    set last_seen = excluded.last_seen, occurrences = listed.occurrences + excluded.occurrences
    """


def backfill(table: str, columns: tuple[Column, ...]) -> str:
    """Fill columns that the catalogue gained after rows were stored."""
    assignments = ", ".join(f"{quoted(column.name)} = {_try(column, 'full_data')}" for column in columns)
    return f"update {table} set {assignments}"
