"""The dlt source: every endpoint of the catalogue that a run reads is a dlt resource; no code per endpoint.

A reader yields pages with the cursor that is right once the page is loaded; `_files` collects them into load files.
A round stops at a size, so that a first load of hours commits as it goes. The cursors reached in a round are kept by
`run.py` in `raw.sync_state` after the round is loaded: beside the data, never ahead of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import dlt
from dlt.common.schema import Schema
from dlt.common.schema.typing import TTableSchemaColumns
from dlt.common.schema.utils import new_table
from dlt.extract import DltResource

from extract.api_errors import ApiError
from extract.catalog import Column, Resource
from extract.children import read_children
from extract.readers import read_capacity, read_feed, read_listing, read_object
from extract.reading import Cursor, Page, Reading, Round
from extract.records import LoadFile
from extract.resource import Form

SCHEMA_NAME = "servicetitan"
FILE_BYTES = 8 << 20

READERS: Mapping[Form, Callable[[Reading, Round, Cursor], Iterator[Page]]] = {
    "feed": read_feed,
    "listing": read_listing,
    "object": read_object,
    "child": read_children,
    "capacity": read_capacity,
}


def _files(reading: Reading, round_: Round) -> Iterator[Any]:
    """Load files of one endpoint in one round; the reading's cursor is that of the last page in them."""
    endpoint = reading.endpoint
    file = LoadFile(round_.client.account.tenant_id, endpoint.discriminator, round_.folder)

    def imported() -> Any:
        path, count = file.close()
        return dlt.mark.with_file_import(str(path), "csv", count)

    try:
        for page in READERS[endpoint.form](reading, round_, reading.cursor):
            size = file.size
            objects = reading.privacy.apply(page.objects) if reading.privacy else page.objects
            file.add(endpoint.name, objects, page.fetched_at, page.contexts)
            reading.fetched += len(page.objects)
            reading.repaired += page.repaired
            reading.cursor = page.cursor
            round_.on_page(reading)
            full = not round_.take(file.size - size)
            if file.size >= FILE_BYTES:
                yield imported()
            if full:
                break
        else:
            reading.done = True
    except ApiError as error:
        reading.error = error
    if len(file):
        yield imported()


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


def servicetitan(readings: Sequence[Reading], round_: Round, schema: Schema) -> Any:
    """The dlt source of one round: a resource for each endpoint still to be read, all in parallel."""

    def resource_of(reading: Reading) -> DltResource:
        def rows() -> Iterator[Any]:
            yield from _files(reading, round_)

        return dlt.resource(
            rows,
            name=reading.endpoint.name,
            table_name=reading.resource.table,
            write_disposition="append",
            parallelized=True,
        )

    @dlt.source(schema=schema, max_table_nesting=0)
    def source() -> Iterator[DltResource]:
        for reading in readings:
            yield resource_of(reading)

    return source()
