"""Records a full read no longer returns: found by the keys its load jobs noted, marked unless too many are missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import sql

from extract.catalog import Resource
from extract.upsert import DATABASE_TYPES, record_key


def forget_seen(connection: psycopg.Connection[Any], tenant_id: int) -> None:
    """Forget which records full reads have seen."""
    connection.execute("delete from raw.seen_records where tenant_id = %s", (tenant_id,))


def _unseen(tenant_id: int, resource: Resource) -> sql.Composed:
    return sql.SQL(
        "stored.tenant_id = {tenant} and stored.deleted_at is null and not exists ("
        "select from raw.seen_records as seen "
        "where seen.tenant_id = stored.tenant_id and seen.entity_type = {name} and seen.key = {key})"
    ).format(tenant=tenant_id, name=resource.name, key=sql.SQL(record_key(resource)))


def mark_deleted(
    connection: psycopg.Connection[Any], tenant_id: int, resource: Resource, largest_share: float | None
) -> tuple[int, int]:
    """Set `deleted_at` on rows that the full read just loaded did not return.

    Args:
        largest_share: 0 to 1. None is marked when more than one row and more than this share of the present rows are
            missing, or all of them: a partial answer looks just like that. At 1 everything may go. None: nothing is
            marked, only counted.
    Returns:
        How many rows were marked and how many were missing.
    """
    table = sql.Identifier("raw", resource.table)
    unseen = _unseen(tenant_id, resource)
    with connection.transaction():
        query = sql.SQL(
            "select count(*) filter (where {unseen}), count(*) from {table} as stored "
            "where stored.tenant_id = {tenant} and stored.deleted_at is null"
        ).format(unseen=unseen, table=table, tenant=tenant_id)
        missing, present = connection.execute(query).fetchone() or (0, 0)
        if not missing or largest_share is None:
            return 0, missing
        too_many = missing > max(1, largest_share * present) or missing == present
        if too_many and largest_share < 1:
            return 0, missing
        _mark(connection, tenant_id, resource, unseen)
    return missing, missing


def mark_deleted_in_parts(
    connection: psycopg.Connection[Any], tenant_id: int, resource: Resource, parts: Sequence[str]
) -> int:
    """Set `deleted_at` on rows of the parts just read whole (parents, a day) that were not returned; how many.

    There is no brake as in `mark_deleted`, also not for a part that is empty now. Each part answered with 200 to its
    last page (one that failed or answered 404 is not among `parts`), and having none left is what most parents come
    to; rows told apart by their place would stand beside those that replaced them; and nothing reads the part again
    before it changes, so that what is not marked now would stay for good. A row that returns is unmarked.
    """
    column = resource.context[0]
    part = sql.SQL("stored.{column} = any({parts}::{kind}[])").format(
        column=sql.Identifier(column.name),
        parts=sql.Literal(list(parts)),
        kind=sql.SQL(DATABASE_TYPES[column.type]),
    )
    with connection.transaction():
        missing = sql.SQL("{part} and {unseen}").format(part=part, unseen=_unseen(tenant_id, resource))
        return _mark(connection, tenant_id, resource, missing)


def _mark(
    connection: psycopg.Connection[Any], tenant_id: int, resource: Resource, missing: sql.Composed
) -> int:
    """Mark rows and note them for the models; how many."""
    update = sql.SQL(
        """
        with marked as (
            update {table} as stored set deleted_at = now() where {missing} returning {key} as key
        ),
        change as (
            insert into raw.pending_changes (tenant_id, entity_type, keys_noted)
            select {tenant}, {name}, true where exists (select from marked) returning id
        ),
        noted as (
            insert into raw.changed_records (change_id, tenant_id, entity_type, key)
            select change.id, {tenant}, {name}, marked.key from marked cross join change
        )
        select count(*) from marked
        """
    ).format(
        table=sql.Identifier("raw", resource.table),
        missing=missing,
        key=sql.SQL(record_key(resource)),
        tenant=tenant_id,
        name=resource.name,
    )
    (marked,) = connection.execute(update).fetchone() or (0,)
    return int(marked)
