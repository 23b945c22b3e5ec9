"""Capacity: a POST about the days ahead, kept as one snapshot a day. The API behind it is a server of a dozen lines."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psycopg
import pytest

from extract.plan import Wish
from extract.settings import Account
from extract.sync import sync
from tests.conftest import Databases

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""The time by the API's clock."""


@dataclass
class Dispatch:
    """Answers a token, and to all else these time frames."""

    url: str = ""
    frames: list[dict[str, Any]] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    faults: int = 0

    def answer(self, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        if path == "/token":
            return 200, {"access_token": "t", "expires_in": 900}
        if self.faults:
            self.faults -= 1
            return 503, {}
        self.asked.append(json.loads(body))
        return 200, {"timeStamp": "2026-01-01T00:00:00Z", "availabilities": self.frames}


@pytest.fixture
def dispatch() -> Iterator[Dispatch]:
    state = Dispatch()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, content = state.answer(self.path, body)
            text = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def date_time_string(self, timestamp: float | None = None) -> str:
            del timestamp
            return format_datetime(NOW, usegmt=True)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        state.url = f"http://127.0.0.1:{server.server_port}"
        yield state
        server.shutdown()


def _frame(hour: int, units: list[int], total: float) -> dict[str, Any]:
    start, end = f"2026-01-02T{hour:02}:00:00Z", f"2026-01-02T{hour + 2:02}:00:00Z"
    return {
        "start": start,
        "end": end,
        "startUtc": start,
        "endUtc": end,
        "businessUnitIds": units,
        "totalAvailability": total,
        "openAvailability": total / 2,
        "technicians": [],
        "isAvailable": True,
        "isExceedingIdealBookingPercentage": False,
    }


def test_capacity_is_a_snapshot_of_the_day_as_it_was_last_told(
    dispatch: Dispatch, make_database: Databases, tmp_path: Path
) -> None:
    url = make_database()
    account = Account("id", "secret", "key", 7, dispatch.url, f"{dispatch.url}/token")

    def run() -> None:
        report = sync(account, url, tmp_path, wish=Wish(only=["capacity"]), retry_seconds=20)
        assert not report.failed

    def rows(where: str = "true") -> list[tuple[Any, ...]]:
        with psycopg.connect(url) as connection:
            return connection.execute(
                "select st_id, total_availability, full_data -> 'businessUnitIds', snapshot_on from raw.st_capacity "
                f"where deleted_at is null and {where} order by snapshot_on, st_id".encode()
            ).fetchall()

    dispatch.frames, dispatch.faults = [_frame(8, [1], 6.5), _frame(8, [2], 3), _frame(10, [1, 2], 4)], 1
    run()
    today = date(2026, 1, 1)
    assert rows() == [(1, 6.5, [1], today), (2, 3, [2], today), (3, 4, [1, 2], today)]
    start, end = (
        datetime.fromisoformat(dispatch.asked[0][name]) for name in ("startsOnOrAfter", "endsOnOrBefore")
    )
    assert end - start == timedelta(days=14)
    assert dispatch.asked[0]["skillBasedAvailability"] is False

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("update raw.st_capacity set snapshot_on = snapshot_on - 1")
    dispatch.frames = [_frame(8, [1], 5), _frame(10, [1, 2], 4)]
    run()
    dispatch.frames = [_frame(10, [1, 2], 2)]
    run()
    assert [row[:2] for row in rows("snapshot_on = '2025-12-31'")] == [
        (1, 6.5),
        (2, 3),
        (3, 4),
    ]
    assert [row[:2] for row in rows("snapshot_on = '2026-01-01'")] == [(1, 2)]
