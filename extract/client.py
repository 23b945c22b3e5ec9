"""HTTP to ServiceTitan: token, app key, pace, retries. Bytes out; what they mean is `records.py`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NoReturn, TypeVar

import msgspec

from extract.access_token import Token
from extract.api_errors import (
    AccessError,
    ApiError,
    BadRequestError,
    ExpiredError,
    NotFoundError,
    NotPermittedError,
    PassingError,
    TooOftenError,
    excerpt,
    retry_after,
)
from extract.rate import Pace
from extract.retries import Retries
from extract.settings import Account
from extract.transport import Transport

TOKENS_REFUSED = 2
"""So many tokens in a row may turn out expired for one request; one more refusal is about the key or tenant."""

TOKENS_REFUSED_ONCE_ACCEPTED = 6
"""The same in a run in which the key was accepted before: it is right, unless it was taken back meanwhile."""

T = TypeVar("T")


class Client:
    """Access to one tenant; shared by all threads of a run."""

    def __init__(
        self,
        account: Account,
        requests_per_second: float,
        retry_seconds: float,
        run_retry_seconds: float = 900.0,
    ) -> None:
        """The longest time spent on one request, waits included, and on all requests that have to be tried again."""
        self.account = account
        self._cancelled = threading.Event()
        self._pace = Pace(requests_per_second, self._cancelled)
        self._transport = Transport(self._cancelled)
        self._token = Token(account, self._transport)
        self._retries = Retries(retry_seconds, run_retry_seconds, self.sleep, self._transport.has_answered)
        self._accepted = False

    def now(self) -> datetime:
        """The time by the server's clock, in UTC: windows and cursors are compared with its `modifiedOn`."""
        return self._transport.now()

    def cancel(self) -> None:
        """Let every thread's request end with CancelledError at once."""
        self._cancelled.set()
        self._transport.cut()

    @property
    def cancelled(self) -> bool:
        """Whether the run is being interrupted."""
        return self._cancelled.is_set()

    def sleep(self, seconds: float) -> None:
        """Wait, unless the run is being interrupted."""
        self._cancelled.wait(seconds)

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def check_access(self) -> None:
        """Fetch a token.

        Raises:
            AccessError: the client id or secret is refused.
            ApiError: the token address cannot be reached.
        """
        self._retries.run(self.account.auth_url, self._token.current)

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
            token = self._token.current()
            self._pace.wait()
            body = self._body(url, path, refused, token, query, json, own_limit=own_limit)
            try:
                return decode(body)
            except (msgspec.DecodeError, msgspec.ValidationError, RecursionError) as error:
                raise PassingError(
                    f"{path} answered with a body that is not as documented: {error}"
                ) from None

        return self._retries.run(url, attempt)

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
        headers = {"Authorization": f"Bearer {token}", "ST-App-Key": self.account.app_key}
        response = self._transport.send(path, url, headers=headers, query=query, json=json)
        status = response.status
        if status == 200:
            self._accepted = True
            return response.data
        if status == 401:
            self._give_up_token(path, refused, token)
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

    def _give_up_token(self, path: str, refused: list[str], token: str) -> NoReturn:
        if len(refused) >= (TOKENS_REFUSED_ONCE_ACCEPTED if self._accepted else TOKENS_REFUSED):
            raise AccessError(
                f"ServiceTitan refuses the access token or the app key (401 from {path}): check "
                "SERVICE_TITAN_APP_KEY, SERVICE_TITAN_TENANT_ID and SERVICE_TITAN_ENVIRONMENT."
            )
        refused.append(token)
        self._token.forget(token)
        beyond = len(refused) - TOKENS_REFUSED
        raise ExpiredError(f"{path} answered 401", 0.25 * 2**beyond if beyond > 0 else 0.0)
