"""The access token of one tenant: fetched once for all threads, renewed before its end or when it is refused."""

from __future__ import annotations

import threading
import time

import msgspec

from extract.api_errors import AccessError, PassingError, retry_after
from extract.settings import Account
from extract.transport import Transport

RENEW_BEFORE_SECONDS = 60.0
"""A token lives 900 s; it is renewed this long before its end."""


class _TokenReply(msgspec.Struct):
    access_token: str
    expires_in: float = 900.0


class Token:
    """The token that is valid now."""

    def __init__(self, account: Account, transport: Transport) -> None:
        self._account, self._transport = account, transport
        self._lock = threading.Lock()
        self._text = ""
        self._ends = 0.0

    def current(self) -> str:
        """The cached token; only one thread at a time asks for a new one, the others wait for it.

        Raises:
            AccessError: the client id or secret is refused. PassingError: there is no answer, or none that helps.
        """
        with self._lock:
            if time.monotonic() < self._ends:
                return self._text
            reply = self._fetch()
            self._text = reply.access_token
            lifetime = reply.expires_in
            self._ends = time.monotonic() + lifetime - min(RENEW_BEFORE_SECONDS, lifetime / 5)
            return self._text

    def forget(self, refused: str) -> None:
        """Let go of a token that was refused, unless there is a newer one."""
        with self._lock:
            if self._text == refused:
                self._ends = 0.0

    def _fetch(self) -> _TokenReply:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._account.client_id,
            "client_secret": self._account.client_secret,
        }
        response = self._transport.send("the token address", self._account.auth_url, form=form)
        if response.status == 429 or response.status >= 500:
            raise PassingError(f"the token address answered {response.status}", retry_after(response))
        if response.status != 200:
            raise AccessError(
                f"ServiceTitan refuses the client id or secret ({response.status} from the token address): check "
                "SERVICE_TITAN_CLIENT_ID, SERVICE_TITAN_CLIENT_SECRET and SERVICE_TITAN_ENVIRONMENT."
            )
        try:
            return msgspec.json.decode(response.data, type=_TokenReply)
        except (msgspec.DecodeError, msgspec.ValidationError, RecursionError):
            raise PassingError("the token address did not answer with a token") from None
