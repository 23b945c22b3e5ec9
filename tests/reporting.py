"""A reporting API whose reports, limits and oddities a test decides; all other requests go on to the simulator."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import urllib3

Rows = Callable[[dict[str, Any]], list[list[Any]]]


def parameter(name: str, data_type: str = "String", **more: Any) -> dict[str, Any]:
    return {"name": name, "label": name, "dataType": data_type, "isArray": False, "isRequired": False, **more}


def fields(**types: str) -> list[dict[str, str]]:
    return [{"name": name, "label": name, "dataType": kind} for name, kind in types.items()]


DATES = [parameter("From", "Date", isRequired=True), parameter("To", "Date", isRequired=True)]


@dataclass
class Report:
    """One report: what it is asked, what it says of itself, what it answers."""

    id: int
    name: str
    fields: list[dict[str, str]]
    rows: Rows
    parameters: list[dict[str, Any]] = field(default_factory=lambda: list(DATES))
    category: str = "operations"
    status: int = 200
    refused: Callable[[dict[str, Any]], int | None] = lambda _: None
    """The status of what is asked for, where it is not `status`."""


@dataclass
class Reporting:
    """The server's state. `asked` is every request for data: report, time, query, parameters, status."""

    url: str = ""
    upstream: str = ""
    interval: float = 0.0
    largest_page: int = 25_000
    reports: dict[int, Report] = field(default_factory=dict)
    sets: dict[str, list[list[Any]]] = field(default_factory=dict)
    asked: list[tuple[int, float, dict[str, str], dict[str, Any], int]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, report: Report) -> Report:
        self.reports[report.id] = report
        return report

    def periods(self, report_id: int) -> list[str]:
        """First days of the periods a report was run for, in order."""
        return [
            asked.get("From", "")
            for number, _, _, asked, status in self.asked
            if (number, status) == (report_id, 200)
        ]

    def answer(self, path: str, query: dict[str, str], body: dict[str, Any]) -> tuple[int, Any]:
        if path == "report-categories":
            names = sorted({report.category for report in self.reports.values()} | {"operations"})
            return 200, _page([{"id": name, "name": name.title()} for name in names], query)
        if found := re.fullmatch(r"dynamic-value-sets/(.+)", path):
            return 200, _page(self.sets[found.group(1)], query) | {"fields": []}
        category, _, rest = path.removeprefix("report-category/").partition("/")
        if rest == "reports":
            items = [{"id": r.id, "name": r.name} for r in self.reports.values() if r.category == category]
            return 200, _page(items, query)
        report = self.reports.get(int(rest.split("/")[1]))
        if report is None or report.category != category:
            return 404, {"title": "There is no such report"}
        if not rest.endswith("/data"):
            said = {"id": report.id, "name": report.name, "modifiedOn": "2024-01-01T00:00:00Z"}
            return 200, said | {"parameters": report.parameters, "fields": report.fields}
        asked = {entry["name"]: entry["value"] for entry in body["parameters"]}
        return self._data(report, query, asked)

    def _data(self, report: Report, query: dict[str, str], asked: dict[str, Any]) -> tuple[int, Any]:
        with self.lock:
            now = time.monotonic()
            last = max(
                (at for number, at, _, _, status in self.asked if (number, status) == (report.id, 200)),
                default=0,
            )
            status = 429 if now - last < self.interval else report.refused(asked) or report.status
            self.asked.append((report.id, now, query, asked, status))
        if status != 200:
            return status, {"title": "refused"}
        wanted = {**query, "pageSize": str(min(int(query.get("pageSize", 1000)), self.largest_page))}
        names = [{"name": item["name"], "label": item["label"]} for item in report.fields]
        return 200, _page(report.rows(asked), wanted) | {"fields": names}


def _page(items: list[Any], query: dict[str, str]) -> dict[str, Any]:
    page, size = int(query.get("page", 1)), int(query.get("pageSize", 50))
    data = items[(page - 1) * size : page * size]
    return {"page": page, "pageSize": size, "hasMore": page * size < len(items), "data": data}


@contextmanager
def serving(upstream: str, now: datetime) -> Iterator[Reporting]:
    """Run the server; `upstream` is the simulator's address, `now` (UTC) the time by its clock, which stands still."""
    state = Reporting(upstream=upstream)
    pool = urllib3.PoolManager(retries=False)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._handle()

        def do_POST(self) -> None:
            self._handle()

        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            found = re.fullmatch(r"/reporting/v2/tenant/\d+/(.+)", urlsplit(self.path).path)
            if found is None:
                headers = {name: value for name, value in self.headers.items() if name != "Host"}
                sent = pool.request(
                    self.command, state.upstream + self.path, body=body, headers=headers, decode_content=False
                )
                self._reply(sent.status, sent.data, dict(sent.headers))
                return
            query = dict(parse_qsl(urlsplit(self.path).query))
            status, answer = state.answer(found.group(1), query, json.loads(body or b"{}"))
            extra = {"Retry-After": "1"} if status == 429 else {}
            self._reply(status, json.dumps(answer).encode(), {"Content-Type": "application/json"} | extra)

        def _reply(self, status: int, data: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in (
                    "content-length",
                    "transfer-encoding",
                    "date",
                    "server",
                    "connection",
                ):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def date_time_string(self, timestamp: float | None = None) -> str:
            del timestamp
            return format_datetime(now, usegmt=True)

        def log_message(self, *args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
