"""HTTP to ServiceTitan: token, app key, pace, retries, time-outs. Bytes out; what they mean is `records.py`."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import urlencode

import msgspec
import urllib3
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_before_delay
from tenacity.wait import wait_exponential_jitter

from extract.api_errors import (
    AccessError,
    ApiError,
    BadRequestError,
    CancelledError,
    ExpiredError,
    NotFoundError,
    NotPermittedError,
    PassingError,
    TooOftenError,
    UnreachableError,
    excerpt,
    retry_after,
)
from extract.rate import Pace
from extract.settings import Account

log = logging.getLogger(__name__)

CONNECTIONS = 128
RENEW_BEFORE_SECONDS = 60.0
"""A token lives 900 s; it is renewed this long before its end."""
CONNECT_TIMEOUT = 10.0
READ_TIMEOUT = 120.0
"""Seconds; the server itself gives up after 100."""
ATTEMPTS_UNREACHABLE = 4
TOKENS_REFUSED = 2
"""So many tokens in a row may turn out expired for one request; one more refusal is about the key or tenant."""

T = TypeVar("T")


class _TokenReply(msgspec.Struct):
    access_token: str
    expires_in: float = 900.0


def _wait(state: RetryCallState) -> float:
    backoff = wait_exponential_jitter(multiplier=0.25, max=20.0, jitter=0.5)(state)
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, ExpiredError):
        return 0.0
    return max(backoff, error.after if isinstance(error, PassingError) else 0.0)


def _log_retry(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.info("%s; trying again in %.1f s", error, state.next_action.sleep if state.next_action else 0.0)


class Client:
    """Access to one tenant; shared by all threads of a run."""

    def __init__(self, account: Account, requests_per_second: float, retry_seconds: float) -> None:
        """`retry_seconds` is the longest time spent on one request, waits included."""
        self.account = account
        self._retry_seconds = retry_seconds
        self._cancelled = threading.Event()
        self._pace = Pace(requests_per_second, self._cancelled)
        self._pool = urllib3.PoolManager(
            maxsize=CONNECTIONS,
            block=False,
            retries=False,
            timeout=urllib3.Timeout(connect=CONNECT_TIMEOUT, read=READ_TIMEOUT),
            headers={"Accept": "application/json", "Accept-Encoding": "gzip"},
        )
        self._token_lock = threading.Lock()
        self._token = ""
        self._token_ends = 0.0
        self._ahead = timedelta(0)
        self._answered: set[str] = set()

    def now(self) -> datetime:
        """The time by the server's clock, in UTC: windows and cursors are compared with its `modifiedOn`."""
        return datetime.now(UTC) + self._ahead

    def cancel(self) -> None:
        """Let every thread's request end with CancelledError as soon as it can."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether the run is being interrupted."""
        return self._cancelled.is_set()

    def sleep(self, seconds: float) -> None:
        """Wait, unless the run is being interrupted."""
        self._cancelled.wait(seconds)

    def close(self) -> None:
        """Close all connections."""
        self._pool.clear()

    def check_access(self) -> None:
        """Fetch a token.

        Raises:
            AccessError: the client id or secret is refused.
            ApiError: the token address cannot be reached.
        """
        self._retrying(self.account.auth_url)(self._current_token)

    def get(self, path: str, query: Mapping[str, str], decode: Callable[[bytes], T]) -> T:
        """GET a path (with `{tenant}` in it) and decode the body; a body that cannot be decoded is tried again.

        Raises:
            AccessError: the token or app key is refused.
            NotPermittedError: 403 or 404. BadRequestError: 400.
            ApiError: still failing after all retries.
        """
        return self._ask(path, query, None, decode)

    def post(
        self,
        path: str,
        query: Mapping[str, str],
        body: object,
        decode: Callable[[bytes], T],
        *,
        own_limit: bool = False,
    ) -> T:
        """POST an object as JSON, for an answer that changes nothing; otherwise as `get`.

        Args:
            own_limit: the path has a limit of its own. A 429 then slows no other request and is not waited for.
        Raises:
            TooOftenError: 429 with `own_limit`. Others as `get`.
        """
        return self._ask(path, query, msgspec.json.encode(body), decode, own_limit=own_limit)

    def _ask(
        self,
        path: str,
        query: Mapping[str, str],
        json: bytes | None,
        decode: Callable[[bytes], T],
        *,
        own_limit: bool = False,
    ) -> T:
        url = self.account.api_url + path.format(tenant=self.account.tenant_id)
        refused: list[str] = []

        def attempt() -> T:
            token = self._current_token()
            self._pace.wait()
            body = self._body(url, path, refused, token, query, json, own_limit=own_limit)
            try:
                return decode(body)
            except (msgspec.DecodeError, msgspec.ValidationError) as error:
                raise PassingError(
                    f"{path} answered with a body that is not as documented: {error}"
                ) from None

        return self._retrying(url)(attempt)

    def _retrying(self, url: str) -> Retrying:
        out_of_time = stop_before_delay(self._retry_seconds)

        def stop(state: RetryCallState) -> bool:
            error = state.outcome.exception() if state.outcome else None
            hopeless = isinstance(error, UnreachableError) and _host(url) not in self._answered
            return out_of_time(state) or (hopeless and state.attempt_number >= ATTEMPTS_UNREACHABLE)

        return Retrying(
            retry=retry_if_exception_type(PassingError),
            stop=stop,
            sleep=self.sleep,
            wait=_wait,
            before_sleep=_log_retry,
            reraise=True,
        )

    def _body(
        self,
        url: str,
        path: str,
        refused: list[str],
        token: str,
        query: Mapping[str, str],
        json: bytes | None,
        *,
        own_limit: bool,
    ) -> bytes:
        headers = {
            **self._pool.headers,
            "Authorization": f"Bearer {token}",
            "ST-App-Key": self.account.app_key,
        }
        response = self._send(url, path, lambda: self._request(url, headers, query, json))
        status = response.status
        if status == 200:
            return response.data
        if status == 401:
            if len(refused) >= TOKENS_REFUSED:
                raise AccessError(
                    "ServiceTitan refuses the access token or the app key (401): check "
                    "SERVICE_TITAN_APP_KEY, SERVICE_TITAN_TENANT_ID and SERVICE_TITAN_ENVIRONMENT."
                )
            refused.append(token)
            self._forget(token)
            raise ExpiredError(f"{path} answered 401")
        if status == 429:
            after = retry_after(response) or 1.0
            if own_limit:
                raise TooOftenError(f"{path} answered 429 (asked too often)", after)
            self._pace.hold(after)
            raise PassingError(f"{path} answered 429 (rate limit)", after)
        if status in (403, 404):
            refusal = NotFoundError if status == 404 else NotPermittedError
            raise refusal(f"{status}, {excerpt(response.data) or 'not permitted'} ({path})")
        if status == 400:
            raise BadRequestError(f"{path} answered 400: {excerpt(response.data)}")
        if status in (408, 425) or status >= 500:
            raise PassingError(f"{path} answered {status}", retry_after(response))
        raise ApiError(f"{path} answered {status}: {excerpt(response.data)}")

    def _request(
        self, url: str, headers: Mapping[str, str], query: Mapping[str, str], json: bytes | None
    ) -> urllib3.BaseHTTPResponse:
        if json is None:
            return self._pool.request_encode_url("GET", url, dict(query), headers)
        address = f"{url}?{urlencode(query)}" if query else url
        return self._pool.request(
            "POST", address, body=json, headers={**headers, "Content-Type": "application/json"}
        )

    def _send(
        self, url: str, name: str, request: Callable[[], urllib3.BaseHTTPResponse]
    ) -> urllib3.BaseHTTPResponse:
        if self._cancelled.is_set():
            raise CancelledError("interrupted")
        try:
            response = request()
        except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError) as error:
            raise UnreachableError(f"{_host(url)} cannot be reached: {_cause(error)}") from None
        except urllib3.exceptions.HTTPError as error:
            raise PassingError(f"{name}: the connection broke ({_cause(error)})") from None
        self._answered.add(_host(url))
        if date := response.headers.get("Date"):
            self._read_clock(date)
        return response

    def _read_clock(self, date: str) -> None:
        """Note how far the server's clock is ahead; HTTP gives it in whole seconds."""
        try:
            ahead = parsedate_to_datetime(date) - datetime.now(UTC)
        except (ValueError, TypeError):
            return
        if abs(ahead - self._ahead) > timedelta(seconds=2):
            self._ahead = ahead

    def _forget(self, token: str) -> None:
        with self._token_lock:
            if self._token == token:
                self._token_ends = 0.0

    def _current_token(self) -> str:
        """The cached token; only one thread at a time asks for a new one, the others wait for it."""
        with self._token_lock:
            if time.monotonic() < self._token_ends:
                return self._token
            form = {
                "grant_type": "client_credentials",
                "client_id": self.account.client_id,
                "client_secret": self.account.client_secret,
            }
            response = self._send(
                self.account.auth_url,
                "the token address",
                lambda: self._pool.request_encode_body(
                    "POST", self.account.auth_url, form, self._pool.headers, encode_multipart=False
                ),
            )
            if response.status == 429 or response.status >= 500:
                raise PassingError(f"the token address answered {response.status}", retry_after(response))
            if response.status != 200:
                raise AccessError(
                    f"ServiceTitan refuses the client id or secret ({response.status} from the token address): check "
                    "SERVICE_TITAN_CLIENT_ID, SERVICE_TITAN_CLIENT_SECRET and SERVICE_TITAN_ENVIRONMENT."
                )
            try:
                reply = msgspec.json.decode(response.data, type=_TokenReply)
            except (msgspec.DecodeError, msgspec.ValidationError):
                raise PassingError("the token address did not answer with a token") from None
            self._token = reply.access_token
            lifetime = reply.expires_in
            self._token_ends = time.monotonic() + lifetime - min(RENEW_BEFORE_SECONDS, lifetime / 5)
            return self._token


def _host(url: str) -> str:
    return urllib3.util.parse_url(url).netloc or url


def _cause(error: Exception) -> str:
    """The part of a urllib3 message a person can use."""
    reason = getattr(error, "reason", None)
    text = str(reason if isinstance(reason, Exception) else error)
    return text.rsplit(": ", 1)[-1].strip("()'\"")
