"""SQL that lists what else a load file holds: unknown fields, values of other types, objects of no use."""

from __future__ import annotations

from extract.catalog import Resource
from extract.upsert import context, fits_index, key_text, literal, tried


def rejected(resource: Resource, schema: str) -> str:
    """Keep what no row can be made of, as text and once; it counts each time."""
    keys = [tried(column, "object") for column in resource.keys]
    key = key_text([*context(resource), *keys])
    unusable = " or ".join(["object is null", *(f"{one} is null" for one in keys), f"not {fits_index(key)}"])
    return f"""
    with refused as (
        select tenant_id, {literal(resource.name)} as entity_type, text, fetched_at from parsed where {unusable}
    ),

    kept as (
        insert into {schema}.rejected_records (tenant_id, entity_type, object, fetched_at)
        select tenant_id, entity_type, text, fetched_at
        from refused
        where not exists (
            select from {schema}.rejected_records as earlier
            where earlier.tenant_id = refused.tenant_id and earlier.entity_type = refused.entity_type
                and earlier.object = refused.text
        )
    )

    select count(*) from refused
    """


def drift(resource: Resource, schema: str) -> str:
    """List values that do not fit the type declared for their field."""
    values = ", ".join(
        f"({literal(column.field)}, object -> {literal(column.field)}, {tried(column, 'object')} is null)"
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
    """List fields the catalogue does not know; they are kept in `full_data`. `source` as in `upsert.seen`."""
    known = ", ".join(map(literal, sorted(resource.known_fields)))
    found = f"""
        select tenant_id, fetched_at, field.key as field, field.value
        from (
            select tenant_id, fetched_at, object - array[{known}] as rest
            from {source} where jsonb_typeof(object) = 'object' offset 0
        ) as stripped
        cross join lateral jsonb_each(rest) as field
        where rest <> '{{}}'
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
    order by field
    on conflict (tenant_id, entity_type, field, kind) do update
    set last_seen = excluded.last_seen, occurrences = listed.occurrences + excluded.occurrences
    """
