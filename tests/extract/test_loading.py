"""What a load file may hold that PostgreSQL does not take costs no more than it must."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from msgspec import Raw

from extract.api_errors import PassingError
from extract.background import Piece
from extract.catalog import catalog
from extract.client import Client
from extract.ledger import Ledger, connect
from extract.loading import Loading
from extract.reading import Reading
from extract.records import LoadFile, listing_page
from tests.conftest import Bench

TENANT = 1
LONGEST_KEY = 2700
"""Bytes an index of PostgreSQL takes."""
NESTED = 5000


def test_what_is_no_object_is_rejected_and_the_rest_loaded(bench: Bench) -> None:
    resource = catalog()["zones"]
    file = LoadFile(TENANT, None, bench.home)
    texts = ['{"id": 1, "name": "kept", "new": true}', "null", "3", '"text"', "[]"]
    file.add(resource.name, [Raw(text.encode()) for text in texts], datetime.now(UTC))
    path, count = file.close()
    reading = Reading(resource, resource.endpoints[0])
    with connect(bench.url) as connection:
        Ledger(connection, TENANT).prepare()
        loading = Loading(connection, TENANT, bench.url, bench.home / "pipelines", [], [])
        loading.make_tables()
        loaded = loading.load([Piece(reading, path, count, path.stat().st_size, {}, (), end=True)])
    assert (list(loaded), reading.error) == (["zones"], None)
    assert bench.query("select st_id, name from raw.st_zones") == [(1, "kept")]
    assert bench.query("select object from raw.rejected_records order by id") == [(t,) for t in texts[1:]]
    assert bench.query("select field from raw.schema_drift") == [("new",)]


def test_a_key_no_index_takes_costs_only_its_resource(bench: Bench) -> None:
    key = "".join(f"{number:x}" for number in range(LONGEST_KEY * 8, LONGEST_KEY * 12))
    bench.control.put("contacts", json.dumps({"id": key, "name": "x"}))
    report = bench.sync(only=["contacts", "zones"])
    assert [resource.name for resource in report.failed] == ["contacts"]
    assert "index row" in (report.failed[0].error or "")
    assert bench.value("select count(*) from raw.st_zones") == len(bench.control.truth("zones"))


@contextmanager
def _answering(body: bytes) -> Iterator[str]:
    """A host that gives a token, and this answer to everything else."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(body)

        def do_POST(self) -> None:
            self._answer(b'{"access_token": "t"}')

        def _answer(self, text: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_an_answer_nested_too_deep_is_an_error_of_its_resource(bench: Bench) -> None:
    nested = b"[" * NESTED + b"]" * NESTED
    with _answering(
        b'{"access_token": "t", "hasMore": false, "data": [{"id": 1, "x": ' + nested + b"}]}"
    ) as host:
        account = replace(bench.settings.require_account(), api_url=host, auth_url=f"{host}/token")
        client = Client(account, 1000, retry_seconds=0)
        try:
            with pytest.raises(PassingError, match="not as documented"):
                client.get("/zones", {}, listing_page)
        finally:
            client.close()
