"""Connections to ServiceTitan's hosts: a request becomes a response, or an error that says what broke and where."""

from __future__ import annotations

import socket
import threading
import weakref
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from extract.api_errors import CancelledError, PassingError, UnreachableError

CONNECTIONS = 128
CONNECT_TIMEOUT = 10.0
READ_TIMEOUT = 120.0
"""Seconds; the server itself gives up after 100."""
HEADERS = {"Accept": "application/json", "Accept-Encoding": "gzip"}


class _Open:
    """The sockets that are open, so that whoever waits for an answer can be stopped."""

    def __init__(self) -> None:
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._are_cut = False
        # A signal may arrive while its own thread is in here.
        self._lock = threading.RLock()

    def add(self, opened: socket.socket) -> None:
        """Remember a socket for as long as it is in use; one that comes too late is cut at once."""
        with self._lock:
            self._sockets.add(opened)
            if self._are_cut:
                self.cut()

    def cut(self) -> None:
        """End every read and write under way."""
        with self._lock:
            self._are_cut = True
            for opened in list(self._sockets):
                with suppress(OSError):
                    # Not SSLSocket's own: that takes its state away from under the thread that reads.
                    socket.socket.shutdown(opened, socket.SHUT_RDWR)


def _pool_classes(open_sockets: _Open) -> dict[str, type[HTTPConnectionPool]]:
    class Connection(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            open_sockets.add(self.sock)

    class SecureConnection(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            open_sockets.add(self.sock)

    class Pool(HTTPConnectionPool):
        ConnectionCls = Connection

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = SecureConnection

    return {"http": Pool, "https": SecurePool}


class Transport:
    """The connections of one run; shared by all its threads."""

    def __init__(self, cancelled: threading.Event) -> None:
        """`cancelled` refuses further requests."""
        self._cancelled = cancelled
        self._pool = urllib3.PoolManager(
            maxsize=CONNECTIONS,
            block=False,
            retries=False,
            timeout=urllib3.Timeout(connect=CONNECT_TIMEOUT, read=READ_TIMEOUT),
            headers=HEADERS,
        )
        self._open = _Open()
        self._pool.pool_classes_by_scheme = _pool_classes(self._open)
        self._ahead = timedelta(0)
        self._answered: set[str] = set()

    def send(
        self,
        name: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        json: bytes | None = None,
        form: Mapping[str, str] | None = None,
    ) -> urllib3.BaseHTTPResponse:
        """GET a URL, or POST to it what is given as `json` or `form`.

        Args:
            name: what messages call it.
        Raises:
            UnreachableError: there is no connection. PassingError: it broke. CancelledError: the run is interrupted.
        """
        if self._cancelled.is_set():
            raise CancelledError("interrupted")
        address = f"{url}?{urlencode(query)}" if query else url
        sent = {**HEADERS, **(headers or {})}
        try:
            if form is not None:
                response = self._pool.request_encode_body(
                    "POST", address, dict(form), sent, encode_multipart=False
                )
            elif json is not None:
                sent["Content-Type"] = "application/json"
                response = self._pool.request("POST", address, body=json, headers=sent)
            else:
                response = self._pool.request("GET", address, headers=sent)
        except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError) as error:
            raise UnreachableError(f"{host(url)} cannot be reached: {_cause(error)}") from None
        except urllib3.exceptions.HTTPError as error:
            raise PassingError(f"{name}: the connection broke ({_cause(error)})") from None
        self._answered.add(host(url))
        if date := response.headers.get("Date"):
            self._read_clock(date)
        return response

    def has_answered(self, url: str) -> bool:
        """Whether the URL's host ever answered in this run."""
        return host(url) in self._answered

    def now(self) -> datetime:
        """The time by the server's clock, in UTC."""
        return datetime.now(UTC) + self._ahead

    def cut(self) -> None:
        """End the requests under way, each with an error."""
        self._open.cut()

    def close(self) -> None:
        """Close all connections."""
        self._pool.clear()

    def _read_clock(self, date: str) -> None:
        """Note how far the server's clock is ahead; HTTP gives it in whole seconds."""
        try:
            ahead = parsedate_to_datetime(date) - datetime.now(UTC)
        except (ValueError, TypeError):
            return
        if abs(ahead - self._ahead) > timedelta(seconds=2):
            self._ahead = ahead


def host(url: str) -> str:
    """Host and port of a URL."""
    return urllib3.util.parse_url(url).netloc or url


def _cause(error: Exception) -> str:
    """The part of a urllib3 message a person can use."""
    reason = getattr(error, "reason", None)
    text = str(reason if isinstance(reason, Exception) else error)
    return text.rsplit(": ", 1)[-1].strip("()'\"")
