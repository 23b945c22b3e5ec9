"""What a load file may hold that PostgreSQL does not take costs no more than it must."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg
import pytest
from msgspec import Raw

from extract.api_errors import ApiError
from extract.background import Piece
from extract.catalog import catalog
from extract.client import Client
from extract.ledger import Ledger, connect
from extract.loading import Loading
from extract.reading import Reading
from extract.records import LoadFile, listing_page
from extract.report import SyncReport
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
    assert {text for (text,) in bench.query("select object from raw.rejected_records")} == set(texts[1:])
    assert bench.query("select field from raw.schema_drift") == [("new",)]


def test_a_key_no_index_takes_is_rejected_alone_and_kept_once(bench: Bench) -> None:
    others = [item["id"] for item in bench.control.truth("contacts")]
    key = "".join(f"{number:x}" for number in range(LONGEST_KEY * 8, LONGEST_KEY * 12))
    bench.control.put("contacts", json.dumps({"id": key, "name": "x"}))
    assert _contacts(bench.sync(only=["contacts"])) == (1, 0, None)
    assert _contacts(bench.sync("full", only=["contacts"])) == (1, 0, None)
    bench.control.delete("contacts", ids=others[:1])
    rejected, deleted, notice = _contacts(bench.sync("full", only=["contacts"]))
    assert (rejected, deleted) == (1, 0)
    assert "rejected ones may be these" in (notice or "")
    assert _contacts(bench.sync("full", only=["contacts"], force=["contacts"])) == (1, 1, None)
    assert bench.value("select count(*) from raw.st_contacts where deleted_at is null") == len(others) - 1
    assert bench.query("select entity_type, object::jsonb ->> 'id' from raw.rejected_records") == [
        ("contacts", key)
    ]


def _contacts(report: SyncReport) -> tuple[int, int, str | None]:
    (contacts,) = report.resources
    assert contacts.error is None
    return contacts.rejected, contacts.deleted, contacts.notice


@contextmanager
def _answering(status: int, body: bytes, token: bytes) -> Iterator[str]:
    """A host that gives a token, and this answer to everything else."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(status, body)

        def do_POST(self) -> None:
            self._answer(200, token)

        def _answer(self, code: int, text: bytes) -> None:
            self.send_response(code)
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


DEEP = b"[" * NESTED + b"]" * NESTED
TOKEN = b'{"access_token": "t"}'


@pytest.mark.parametrize(
    ("status", "body", "token", "told"),
    [
        (200, b'{"hasMore": false, "data": [{"id": 1, "x": ' + DEEP + b"}]}", TOKEN, "not as documented"),
        (409, b'{"errors": {"x": ' + DEEP + b"}}", TOKEN, "answered 409: .*errors"),
        (200, b"", b'{"access_token": ' + DEEP + b"}", "did not answer with a token"),
    ],
)
def test_an_answer_nested_too_deep_is_an_error_of_its_resource(
    bench: Bench, status: int, body: bytes, token: bytes, told: str
) -> None:
    with _answering(status, body, token) as host:
        account = replace(bench.settings.require_account(), api_url=host, auth_url=f"{host}/token")
        client = Client(account, 1000, retry_seconds=0)
        try:
            with pytest.raises(ApiError, match=told):
                client.get("/zones", {}, listing_page)
        finally:
            client.close()


def test_a_sync_waits_for_no_reader_of_its_books(core: Bench) -> None:
    core.query("alter database work set lock_timeout = '5s'")
    with psycopg.connect(core.url) as reader:
        reader.execute(
            "select from raw.sync_log; select from raw.sync_state; select from raw.pending_changes"
        )
        assert not core.sync(only=["zones"]).failed
