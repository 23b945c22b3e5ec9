"""dlt's PostgreSQL destination with the load job this project needs.

What is overridden, and nothing else: numeric without limits, the unique key of raw tables, filling of columns added
later, all tables made even when empty, and one load job. Some of it is not public API of dlt: dlt is pinned, and
`tests/extract/test_destination.py` fails when a member moves.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from functools import lru_cache

from dlt.common.configuration import configspec
from dlt.common.destination import DestinationCapabilitiesContext, PreparedTableSchema
from dlt.common.destination.client import LoadJob
from dlt.common.schema import Schema
from dlt.common.schema.typing import TColumnSchema, TSchemaTables
from dlt.common.storages.load_package import ParsedLoadJobFileName
from dlt.destinations.impl.postgres.configuration import PostgresClientConfiguration
from dlt.destinations.impl.postgres.factory import PostgresTypeMapper, postgres
from dlt.destinations.impl.postgres.postgres import PostgresClient

from extract import upsert
from extract.catalog import Resource, catalog
from extract.kept_connections import KeptSqlClient
from extract.load_job import Stored, UpsertJob


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
    fresh: list[str] = dataclasses.field(default_factory=list)
    """Resources never read to their end before: most of their records are not stored yet."""


class WarehouseClient(PostgresClient):
    """Job client of the warehouse destination."""

    config: WarehouseConfiguration

    def __init__(
        self, schema: Schema, config: WarehouseConfiguration, capabilities: DestinationCapabilitiesContext
    ) -> None:
        super().__init__(schema, config, capabilities)
        self.sql_client = KeptSqlClient(
            self.sql_client.dataset_name,
            self.sql_client.staging_dataset_name,
            config.credentials,
            capabilities,
        )

    def create_load_job(
        self, table: PreparedTableSchema, file_path: str, load_id: str, restore: bool = False
    ) -> LoadJob:
        resource = _resources_by_table().get(table["name"] or "")
        if resource and ParsedLoadJobFileName.parse(file_path).file_format == "csv":
            stored: Stored = "some"
            if resource.name in self.config.tracked:
                stored = "tracked"
            elif resource.name in self.config.fresh:
                stored = "none"
            return UpsertJob(file_path, resource, self.config.tenant_id, stored)
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
        capabilities.loader_parallelism_strategy = "parallel"
        return capabilities

    @property
    def client_class(self) -> type[PostgresClient]:
        return WarehouseClient
