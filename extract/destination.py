"""dlt's PostgreSQL destination with the load job this project needs.

What is overridden, and nothing else: numeric without limits, the unique key of raw tables, filling of columns added
later, all tables made even when empty, and one load job. Some of it is not public API of dlt: dlt is pinned, and
`tests/extract/test_destination.py` fails when a member moves.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg2  # dlt's driver
from dlt.common.configuration import configspec
from dlt.common.destination import DestinationCapabilitiesContext, PreparedTableSchema
from dlt.common.destination.client import LoadJob, RunnableLoadJob
from dlt.common.schema.typing import TColumnSchema, TSchemaTables
from dlt.common.storages.load_package import ParsedLoadJobFileName
from dlt.destinations.impl.postgres.configuration import PostgresClientConfiguration
from dlt.destinations.impl.postgres.factory import PostgresTypeMapper, postgres
from dlt.destinations.impl.postgres.postgres import PostgresClient

from extract import upsert
from extract.catalog import Resource, catalog

COPY_BUFFER_BYTES = 1 << 20
SORT_MEMORY = "64MB"


@lru_cache(maxsize=1)
def _resources_by_table() -> dict[str, Resource]:
    return {resource.table: resource for resource in catalog().values()}


class WarehouseTypeMapper(PostgresTypeMapper):
    """`decimal` is numeric without precision, `text` is text: nothing is cut."""

    sct_to_unbound_dbt = {**PostgresTypeMapper.sct_to_unbound_dbt, "decimal": "numeric", "text": "text"}  # noqa: RUF012
    dbt_to_sct = {**PostgresTypeMapper.dbt_to_sct, "text": "text"}  # noqa: RUF012

    def to_destination_type(self, column: TColumnSchema, table: PreparedTableSchema) -> str:
        if column["data_type"] == "decimal" and column.get("precision") is None:
            return "numeric"
        return super().to_destination_type(column, table)


@configspec
class WarehouseConfiguration(PostgresClientConfiguration):
    """The stock configuration and the tenant whose records the pipeline loads."""

    tenant_id: int = 0
    tracked: list[str] = dataclasses.field(default_factory=list)
    """Resources read in full over rows that exist: the keys seen are noted, so that missing ones can be found."""


class UpsertJob(RunnableLoadJob):
    """Loads one file of API objects in one transaction, once: a file that is recorded as loaded is not loaded again.

    A refusal by PostgreSQL that the careful way cannot cure is recorded for the file and ends the job as completed:
    it must cost this resource only. `sync.py` then reads that resource again from where it was before.
    """

    def __init__(self, file_path: str, resource: Resource) -> None:
        super().__init__(file_path)
        self._resource = resource

    def run(self) -> None:
        client: WarehouseClient = self._job_client  # type: ignore[assignment]
        connection = client.sql_client.native_connection
        connection.autocommit = False
        try:
            with connection.cursor() as cursor:
                self._load(cursor, client)
            connection.commit()
        except (psycopg2.DataError, psycopg2.ProgrammingError, psycopg2.IntegrityError) as error:
            connection.rollback()
            with connection.cursor() as cursor:
                self._record(cursor, client, (0, 0), rejected=0, error=str(error).split("\n")[0])
            connection.commit()
        finally:
            if not connection.closed:
                connection.rollback()
                connection.autocommit = True

    def _load(self, cursor: Any, client: WarehouseClient) -> None:
        schema = client.sql_client.fully_qualified_dataset_name()
        cursor.execute(
            "set local timezone = 'UTC'; set local client_encoding = 'UTF8'; "
            f"set local work_mem = '{SORT_MEMORY}'; set local statement_timeout = 0"
        )
        cursor.execute(f"select from {schema}.load_files where file_id = %s", (self._file_id,))
        if cursor.fetchone() is not None:
            return
        cursor.execute(f"select nextval(pg_get_serial_sequence('{schema}.pending_changes', 'id'))")
        (change,) = cursor.fetchone()
        cursor.execute("savepoint before_copy")
        rejected, source, tracked = 0, "incoming", self._resource.name in client.config.tracked
        try:
            self._copy(cursor, "jsonb")
            cursor.execute(upsert.fast_upsert(schema, self._resource, whole=tracked))
            counts = cursor.fetchone()
            if tracked:
                cursor.execute(upsert.seen(self._resource, schema, "incoming"))
        except (psycopg2.DataError, psycopg2.IntegrityError):
            cursor.execute("rollback to savepoint before_copy")
            self._copy(cursor, "text")
            for function in upsert.try_functions():
                cursor.execute(function)
            cursor.execute(upsert.PARSE_CAREFULLY)
            cursor.execute(upsert.careful_upsert(schema, self._resource, whole=tracked))
            counts = cursor.fetchone()
            if tracked:
                cursor.execute(upsert.seen(self._resource, schema, "parsed"))
            cursor.execute(upsert.drift(self._resource, schema))
            cursor.execute(upsert.rejected(self._resource, schema))
            rejected = cursor.rowcount
            source = "parsed"
        if self._resource.known_fields:
            cursor.execute(upsert.unknown_fields(self._resource, schema, source))
        self._record(cursor, client, counts, rejected)
        self._note_change(cursor, schema, change, sum(counts))

    def _copy(self, cursor: Any, object_type: str) -> None:
        cursor.execute(upsert.CREATE_INCOMING.format(object_type=object_type))
        with Path(self._file_path).open("rb") as lines:
            cursor.copy_expert(upsert.COPY, lines, size=COPY_BUFFER_BYTES)

    @property
    def _file_id(self) -> str:
        return ParsedLoadJobFileName.parse(self._file_path).file_id

    def _record(
        self, cursor: Any, client: WarehouseClient, counts: Any, rejected: int, error: str | None = None
    ) -> None:
        schema = client.sql_client.fully_qualified_dataset_name()
        created, updated = counts
        cursor.execute(
            f"""
            insert into {schema}.load_files
                (tenant_id, entity_type, file_id, load_id, created, updated, rejected, error)
            values (%s, %s, %s, %s, %s, %s, %s, %s) on conflict (file_id) do nothing
            """,
            (
                client.config.tenant_id,
                self._resource.name,
                self._file_id,
                self._load_id,
                created,
                updated,
                rejected,
                error,
            ),
        )

    def _note_change(self, cursor: Any, schema: str, change: int, written: int) -> None:
        """Tell the models what to do; `keys_noted` says that `changed_records` names every row."""
        if written:
            client: WarehouseClient = self._job_client  # type: ignore[assignment]
            cursor.execute(
                f"""
                insert into {schema}.pending_changes (id, tenant_id, entity_type, keys_noted)
                overriding system value values (%s, %s, %s, %s)
                """,
                (
                    change,
                    client.config.tenant_id,
                    self._resource.name,
                    written <= upsert.MOST_KEYS_NOTED,
                ),
            )


class WarehouseClient(PostgresClient):
    """Job client of the warehouse destination."""

    config: WarehouseConfiguration

    def create_load_job(
        self, table: PreparedTableSchema, file_path: str, load_id: str, restore: bool = False
    ) -> LoadJob:
        resource = _resources_by_table().get(table["name"] or "")
        if resource and ParsedLoadJobFileName.parse(file_path).file_format == "csv":
            return UpsertJob(file_path, resource)
        return super().create_load_job(table, file_path, load_id, restore)

    def update_stored_schema(
        self,
        only_tables: Iterable[str] | None = None,
        expected_update: TSchemaTables | None = None,
        force: bool = False,
    ) -> TSchemaTables | None:
        """Make every table of the schema, not only those with rows: dbt needs them on the smallest tenant."""
        del only_tables
        every_table = list(self.schema.tables)
        return super().update_stored_schema(every_table, expected_update or {}, force)

    def _get_constraints_sql(
        self, table_name: str, new_columns: Sequence[TColumnSchema], generate_alter: bool
    ) -> str:
        resource = _resources_by_table().get(table_name)
        if resource is None or generate_alter:
            return super()._get_constraints_sql(table_name, new_columns, generate_alter)
        return f",\nprimary key ({', '.join(map(upsert.quoted, resource.key_columns))})"

    def _get_table_update_sql(
        self, table_name: str, new_columns: Sequence[TColumnSchema], generate_alter: bool
    ) -> list[str]:
        statements = super()._get_table_update_sql(table_name, new_columns, generate_alter)
        resource = _resources_by_table().get(table_name)
        if resource and generate_alter:
            added = {column["name"] for column in new_columns}
            columns = tuple(column for column in resource.typed_columns if column.name in added)
            if columns:
                table = self.sql_client.make_qualified_table_name(table_name)
                statements += [*upsert.try_functions(), upsert.backfill(table, columns)]
        return statements


class warehouse(postgres):  # noqa: N801 - dlt's factories are named like functions
    """Destination factory: `warehouse(credentials=url, tenant_id=...)`."""

    spec = WarehouseConfiguration

    def _raw_capabilities(self) -> DestinationCapabilitiesContext:
        capabilities = super()._raw_capabilities()
        capabilities.type_mapper = WarehouseTypeMapper
        capabilities.loader_parallelism_strategy = "table-sequential"
        return capabilities

    @property
    def client_class(self) -> type[PostgresClient]:
        return WarehouseClient
