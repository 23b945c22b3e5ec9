"""The dlt source: two readers, export feed and listing, for every endpoint of the catalogue.

A reader yields pages with the cursor that is right once the page is loaded; `_files` collects them into load files.
A round stops at a size, so that a first load of hours commits as it goes. The cursors reached in a round are kept by
`sync.py` in `raw.sync_state` after the round is loaded: beside the data, never ahead of it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import dlt
from dlt.common.schema import Schema
from dlt.common.schema.typing import TTableSchemaColumns
from dlt.common.schema.utils import new_table
from dlt.extract import DltResource
from msgspec import Raw

from extract.catalog import Column, Endpoint, Resource
from extract.client import ApiError, BadRequestError, Client
from extract.records import LoadFile, feed_page, listing_page

log = logging.getLogger(__name__)

SCHEMA_NAME = "servicetitan"
FILE_BYTES = 8 << 20
ROUND_BYTES = 256 << 20
OVERLAP = timedelta(minutes=15)
"""How far a window reaches back before the start of the last complete read: as long as feeds hold changes back."""
MAX_REREADS = 3
MAX_RESTARTS = 2

Cursor = dict[str, Any]
"""What an endpoint keeps between reads. Feed: `token`. Listing under way: `began`, `since`, `before`, `page`, `total`.
Both: `complete_at`, the server's time at the start of the last read that came to its end."""


class Page(NamedTuple):
    """Objects, when they were read, and the cursor that holds once they are loaded."""

    objects: list[Raw]
    fetched_at: datetime
    cursor: Cursor
    repaired: int


@dataclass
class Reading:
    """One endpoint in one run, kept over its rounds. `error` ends it for this run.

    `cursor` is where the next page is asked from; `kept` the cursor of earlier runs that stays stored until a read from
    scratch is done, because a full read that fails must not throw away what is known.
    """

    resource: Resource
    endpoint: Endpoint
    cursor: Cursor = field(default_factory=dict)
    kept: Cursor = field(default_factory=dict)
    fetched: int = 0
    requests: int = 0
    restarts: int = 0
    repaired: int = 0
    done: bool = False
    error: ApiError | None = None


class Round:
    """What the readers of one round share: the client, the start of the run, and how much may still be read."""

    def __init__(
        self, client: Client, started: datetime, folder: Path, on_page: Callable[[Reading], None]
    ) -> None:
        self.client, self.started, self.folder, self.on_page = client, started, folder, on_page
        self._room = ROUND_BYTES
        self._lock = threading.Lock()

    def take(self, size: int) -> bool:
        """Count bytes read; False when the round is full."""
        with self._lock:
            self._room -= size
            return self._room > 0


def _iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def read_feed(reading: Reading, round_: Round, cursor: Cursor) -> Iterator[Page]:
    """Pages of an export feed from a token, or from the beginning.

    Recent changes are asked for: feeds hold rows of the last 15 minutes back otherwise, and a repeat is harmless. A
    refused token (400) is replaced by the time of the last complete read, less the overlap.
    """
    endpoint, client = reading.endpoint, round_.client
    start = cursor.get("token")
    while True:
        query = {**endpoint.query, "includeRecentChanges": "true"} | ({"from": start} if start else {})
        try:
            fetched_at = datetime.now(UTC)
            page = client.get(endpoint.path, query, feed_page)
        except BadRequestError as error:
            if start is None or start != cursor.get("token") or reading.restarts == MAX_RESTARTS:
                raise
            reading.restarts += 1
            start = None
            if complete_at := cursor.get("complete_at"):
                start = _iso(datetime.fromisoformat(complete_at) - OVERLAP)
            log.warning(
                "%s: token refused (%s), reading from %s", endpoint.name, error, start or "the beginning"
            )
            cursor = {key: value for key, value in cursor.items() if key != "token"}
            continue
        reading.requests += 1
        if page.has_more and (not page.continue_from or page.continue_from == start):
            raise ApiError(f"{endpoint.path} says there is more but does not continue from {start}")
        cursor = {**cursor, "token": page.continue_from}
        if not page.has_more:
            cursor["complete_at"] = _iso(round_.started)
        yield Page(page.data, fetched_at, cursor, page.repaired)
        if not page.has_more:
            return
        start = page.continue_from


def _window(endpoint: Endpoint, cursor: Cursor, started: datetime) -> Cursor:
    """The window of a new read: everything, or what changed since the last complete read began."""
    complete_at = cursor.get("complete_at")
    window: Cursor = {"page": 1, "began": _iso(started)}
    if "modifiedOnOrAfter" in endpoint.window and complete_at:
        window["since"] = _iso(datetime.fromisoformat(complete_at) - OVERLAP)
        if "modifiedBefore" in endpoint.window:
            # Server times in HTTP have whole seconds: the second that has begun belongs to this window.
            window["before"] = _iso(started + timedelta(seconds=1))
    return window


def read_listing(reading: Reading, round_: Round, cursor: Cursor) -> Iterator[Page]:
    """Pages of a listing: the window under way, or a new one.

    A set that changes while it is paged moves rows over page borders unseen. The total is asked for with each page;
    when it changed between first and last page, the window is read again.
    """
    endpoint, client = reading.endpoint, round_.client
    complete = {key: value for key, value in cursor.items() if key == "complete_at"}
    window = {key: value for key, value in cursor.items() if key != "complete_at"}
    rereads = 0
    if "began" not in window:
        window = _window(endpoint, cursor, round_.started)
    while True:
        paging = {"page": str(window["page"]), "pageSize": str(endpoint.page_size), "includeTotal": "true"}
        query = {
            **endpoint.query,
            **{name: value for name, value in paging.items() if name in endpoint.paging},
        }
        for name, bound in (("modifiedOnOrAfter", "since"), ("modifiedBefore", "before")):
            if bound in window:
                query[name] = window[bound]
        fetched_at = datetime.now(UTC)
        page = client.get(endpoint.path, query, listing_page)
        reading.requests += 1
        window.setdefault("total", page.total_count)
        if page.has_more and "page" in endpoint.paging:
            window = {**window, "page": window["page"] + 1}
            yield Page(page.data, fetched_at, {**complete, **window}, page.repaired)
            continue
        moved = window["page"] > 1 and window["total"] != page.total_count
        if moved and rereads < MAX_REREADS:
            rereads += 1
            window = {key: value for key, value in window.items() if key != "total"} | {"page": 1}
            yield Page(page.data, fetched_at, {**complete, **window}, page.repaired)
            continue
        if moved:
            raise ApiError(f"{endpoint.path} changed while it was read, {MAX_REREADS + 1} times in a row")
        yield Page(page.data, fetched_at, {"complete_at": window["began"]}, page.repaired)
        return


_READERS: Mapping[str, Callable[[Reading, Round, Cursor], Iterator[Page]]] = {
    "feed": read_feed,
    "listing": read_listing,
}


def _files(reading: Reading, round_: Round) -> Iterator[Any]:
    """Load files of one endpoint in one round; the reading's cursor is that of the last page in them."""
    endpoint = reading.endpoint
    file = LoadFile(round_.client.account.tenant_id, endpoint.discriminator, round_.folder)

    def imported() -> Any:
        path, count = file.write(endpoint.name)
        return dlt.mark.with_file_import(str(path), "csv", count)

    try:
        for page in _READERS[endpoint.form](reading, round_, reading.cursor):
            size = file.size
            file.add(page.objects, page.fetched_at)
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
        if name := resource.discriminator_column:
            columns[name] = {"name": name, "data_type": "text", "nullable": False}
        for column in resource.typed_columns[1:]:
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
