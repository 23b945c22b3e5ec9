"""Export feeds: everything in the order of its last change, continued with an opaque token."""

import base64
import binascii
import hashlib

from simulator import times
from simulator.endpoint import Endpoint
from simulator.messages import Settings
from simulator.server.errors import ApiError
from simulator.server.listing import active_test, shown
from simulator.server.parameters import Query
from simulator.store import Collection, Record, feed_page

_REFUSED = "The continuation token is not valid or has expired."


def feed_body(
    endpoint: Endpoint, query: Query, collection: Collection, settings: Settings, now: int, origin: str
) -> bytes:
    """The answer of a feed. `origin` tells apart the tokens of tenants, companies and generations of tokens.

    Raises ApiError 400 for a token that is not of this endpoint and origin.
    """
    records = collection.by_change()
    position = reached(endpoint, query, origin, records)
    settled = now - settings.hold_back_minutes * times.MINUTE
    wanted = active_test(endpoint, query)
    recent = query.flag("includeRecentChanges") or False
    page = feed_page(
        records, position, settings.feed_page_size, settled=settled, recent=recent, wanted=wanted
    )
    token = issue(endpoint, origin, page.position)
    head = f'{{"hasMore":{"true" if page.more else "false"},"continueFrom":"{token}","data":['
    return b"".join((head.encode(), b",".join(shown(endpoint, page.rows)), b"]}"))


def reached(endpoint: Endpoint, query: Query, origin: str, records: list[Record]) -> int:
    """The version after which a request goes on. Raises ApiError 400 for a token that is not its own."""
    start = query.text("from")
    if start is None:
        return 0
    try:
        since = times.parse(start)
    except ValueError:
        return redeem(endpoint, origin, start)
    first = next((record.version for record in records if record.modified >= since), None)
    if first is None:
        return records[-1].version if records else 0
    return first - 1


def issue(endpoint: Endpoint, origin: str, position: int) -> str:
    """The token that continues a feed after a position."""
    text = f"{_seal(endpoint, origin, position)}.{position}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def redeem(endpoint: Endpoint, origin: str, token: str) -> int:
    """The position in a token. Raises ApiError 400 when it was not issued for this endpoint and origin."""
    try:
        text = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True).decode()
        seal, _, number = text.partition(".")
        position = int(number)
    except (binascii.Error, ValueError) as error:
        raise ApiError(400, **{"from": _REFUSED}) from error
    if seal != _seal(endpoint, origin, position):
        raise ApiError(400, **{"from": _REFUSED})
    return position


def _seal(endpoint: Endpoint, origin: str, position: int) -> str:
    text = f"{origin}|{endpoint.name}|{position}"
    return hashlib.blake2s(text.encode(), digest_size=6).hexdigest()
