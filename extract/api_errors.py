"""What the API answers instead of what was asked, as exceptions and in a person's words."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime

import msgspec
import urllib3


class ApiError(Exception):
    """The API did not give what was asked; the message says what happened and where."""


class AccessError(ApiError):
    """Credentials, app key or tenant are refused: no resource can be read."""


class NotPermittedError(ApiError):
    """403 or 404 for one path: the app has no scope for it or the tenant lacks the module."""


class NotFoundError(NotPermittedError):
    """404: nothing is there for this tenant, or no longer."""


class BadRequestError(ApiError):
    """400: a parameter is refused; for a feed, its token."""


class TooOftenError(ApiError):
    """429 for a request that has a limit of its own. `after` is the wait the server asked for, in seconds."""

    def __init__(self, message: str, after: float) -> None:
        super().__init__(message)
        self.after = after


class CancelledError(ApiError):
    """The run is being interrupted."""


class PassingError(ApiError):
    """A fault that may be gone on the next try. `after` is the wait the server asked for, in seconds."""

    def __init__(self, message: str, after: float = 0.0) -> None:
        super().__init__(message)
        self.after = after


class ExpiredError(PassingError):
    """401: the next try has a new token and need not wait, unless several in a row were refused."""


class UnreachableError(PassingError):
    """No connection to a host. One that has never answered in this run is given up soon: its address is wrong."""


def retry_after(response: urllib3.BaseHTTPResponse) -> float:
    """Seconds of a Retry-After header, given as a number or as a date; 0 when there is none."""
    value = response.headers.get("Retry-After", "")
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return 0.0


class _ErrorReply(msgspec.Struct):
    title: str = ""
    errors: dict[str, list[str]] = {}


def excerpt(body: bytes) -> str:
    """What an error body says, shortly: the API's `errors`, else its `title`, else the beginning of the text."""
    try:
        reply = msgspec.json.decode(body, type=_ErrorReply)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError):
        return " ".join(body[:200].decode("utf-8", "replace").split())
    return "; ".join(message for messages in reply.errors.values() for message in messages) or reply.title
