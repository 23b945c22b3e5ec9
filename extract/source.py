"""What dlt is given: the schema of all raw tables, and a source of load files; no code per endpoint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import dlt
from dlt.common.schema import Schema
from dlt.common.schema.typing import TTableSchemaColumns
from dlt.common.schema.utils import new_table
from dlt.extract import DltResource

from extract.background import Piece
from extract.catalog import Column, Resource

SCHEMA_NAME = "servicetitan"


def _dlt_column(column: Column, *, nullable: bool = True) -> TTableSchemaColumns:
    return {column.name: {"name": column.name, "data_type": column.type, "nullable": nullable}}


def warehouse_schema(resources: Sequence[Resource]) -> Schema:
    """dlt's schema of all raw tables, known before any row is read."""
    schema = Schema(SCHEMA_NAME)
    for resource in resources:
        columns: TTableSchemaColumns = {}
        for column in resource.keys[:1]:
            columns |= _dlt_column(column, nullable=False)
        columns["tenant_id"] = {"name": "tenant_id", "data_type": "bigint", "nullable": False}
        for column in resource.context:
            columns |= _dlt_column(column, nullable=False)
        for column in resource.typed_columns[len(resource.keys[:1]) :]:
            columns |= _dlt_column(column, nullable=column not in resource.keys)
        columns["full_data"] = {"name": "full_data", "data_type": "json", "nullable": False}
        columns["fetched_at"] = {"name": "fetched_at", "data_type": "timestamp", "nullable": False}
        columns["deleted_at"] = {"name": "deleted_at", "data_type": "timestamp", "nullable": True}
        schema.update_table(
            new_table(resource.table, write_disposition="append", columns=list(columns.values()))
        )
    return schema


def servicetitan(pieces: Sequence[Piece], schema: Schema) -> Any:
    """The dlt source of one load package: for each table, the files that were read for it."""

    def resource_of(table: str, pieces: Sequence[Piece]) -> DltResource:
        def files() -> Iterator[Any]:
            for piece in pieces:
                # The name of a format that dlt's PostgreSQL destination takes; `records.py` says what is in it.
                yield dlt.mark.with_file_import(str(piece.path), "csv", piece.count)

        return dlt.resource(files, name=table, table_name=table, write_disposition="append")

    @dlt.source(schema=schema, max_table_nesting=0)
    def source() -> Iterator[DltResource]:
        ordered = sorted((piece for piece in pieces if piece.path), key=_table)
        for table, of_table in groupby(ordered, _table):
            yield resource_of(table, list(of_table))

    return source()


def _table(piece: Piece) -> str:
    return piece.reading.resource.table
