"""What a careful engineer writes by hand for these pages: parse, COPY into a temporary table, upsert what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import msgspec
import psycopg
from psycopg import sql

from extract.catalog import Endpoint, Resource, catalog
from extract.client import Client
from extract.settings import Account
from extract.upsert import DATABASE_TYPES

WORKERS = 4


def _pages(client: Client, endpoint: Endpoint) -> Iterator[list[dict[str, Any]]]:
    query = (
        {**endpoint.query, "includeRecentChanges": "true"}
        if endpoint.form == "feed"
        else dict(endpoint.query)
    )
    page = 1
    while True:
        if endpoint.form == "listing":
            query |= {"page": str(page), "pageSize": str(endpoint.page_size)}
        body = client.get(endpoint.path, query, msgspec.json.decode)
        yield body["data"]
        if not body["hasMore"]:
            return
        page += 1
        if endpoint.form == "feed":
            query["from"] = body["continueFrom"]


def _create(connection: psycopg.Connection[Any], resource: Resource) -> None:
    columns = ", ".join(f'"{column.name}" {DATABASE_TYPES[column.type]}' for column in resource.typed_columns)
    extra = f'"{resource.discriminator_column}" text, ' if resource.discriminator_column else ""
    key = ", ".join(f'"{name}"' for name in resource.key_columns)
    connection.execute(
        f'create table "{resource.table}" (tenant_id bigint, {extra}{columns}, full_data jsonb, '
        f"fetched_at timestamptz, deleted_at timestamptz, primary key ({key}))".encode()
    )


def _load(connection: psycopg.Connection[Any], resource: Resource, rows: list[tuple[Any, ...]]) -> None:
    names = ["tenant_id", *([resource.discriminator_column] if resource.discriminator_column else [])]
    names += [*(column.name for column in resource.typed_columns), "full_data", "fetched_at"]
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    table = sql.Identifier(resource.table)
    with connection.transaction():
        connection.execute(sql.SQL("create temp table incoming (like {}) on commit drop").format(table))
        statement = sql.SQL("copy incoming ({}) from stdin").format(columns)
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
        changes = sql.SQL(", ").join(
            sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name))
            for name in names
            if name not in resource.key_columns
        )
        connection.execute(
            sql.SQL(
                "insert into {0} as stored ({1}) select distinct on ({2}) {1} from incoming "
                "order by {2}, fetched_at desc on conflict ({2}) do update set {3} "
                "where stored.full_data is distinct from excluded.full_data"
            ).format(table, columns, sql.SQL(", ").join(map(sql.Identifier, resource.key_columns)), changes)
        )


def _copy_resource(client: Client, url: str, resource: Resource) -> int:
    count = 0
    with psycopg.connect(url, autocommit=True, options="-c timezone=UTC") as connection:
        for endpoint in resource.endpoints:
            for page in _pages(client, endpoint):
                now = datetime.now(UTC)
                head = [
                    client.account.tenant_id,
                    *([endpoint.discriminator] if resource.discriminator else []),
                ]
                rows = [
                    (
                        *head,
                        *(item.get(column.field) for column in resource.typed_columns),
                        msgspec.json.encode(item).decode(),
                        now,
                    )
                    for item in page
                ]
                if rows:
                    _load(connection, resource, rows)
                count += len(rows)
    return count


def load_by_hand(account: Account, url: str, names: Sequence[str]) -> int:
    """Copy these resources; gives the number of records."""
    resources = [catalog()[name] for name in names]
    client = Client(account, requests_per_second=10_000, retry_seconds=10)
    with psycopg.connect(url, autocommit=True) as connection:
        for resource in resources:
            _create(connection, resource)
    with ThreadPoolExecutor(WORKERS) as pool:
        counts = pool.map(lambda resource: _copy_resource(client, url, resource), resources)
        return sum(counts)
