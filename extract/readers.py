"""The readers: pages of an endpoint with the cursor that is right once the page is loaded."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from extract.api_errors import ApiError, BadRequestError
from extract.catalog import Endpoint
from extract.reading import Cursor, Page, Reading, Round
from extract.records import capacity_page, feed_page, listing_page, whole_page

log = logging.getLogger(__name__)

OVERLAP = timedelta(minutes=15)
"""How far a window reaches back before the start of the last complete read: as long as feeds hold changes back."""
AHEAD = timedelta(days=14)
"""How far capacity is told ahead, at most."""
SEPARATOR = "\x1f"
MAX_REREADS = 3
MAX_RESTARTS = 2


def iso(moment: datetime) -> str:
    """A time in UTC as the API writes it."""
    return moment.isoformat().replace("+00:00", "Z")


def read_feed(reading: Reading, round_: Round, cursor: Cursor) -> Iterator[Page]:
    """Pages of an export feed from a token, or from the beginning.

    Recent changes are asked for: feeds hold rows of the last 15 minutes back otherwise, and a repeat is harmless. A
    refused token (400) is replaced by the time of the last complete read, less the overlap.
    """
    endpoint, client = reading.endpoint, round_.client
    start = cursor.get("token")
    while True:
        query = {**endpoint.query, "includeRecentChanges": "true"} | ({"from": start} if start else {})
        try:
            fetched_at = datetime.now(UTC)
            page = client.get(endpoint.path, query, feed_page)
        except BadRequestError as error:
            if start is None or start != cursor.get("token") or reading.restarts == MAX_RESTARTS:
                raise
            reading.restarts += 1
            start = None
            if complete_at := cursor.get("complete_at"):
                start = iso(datetime.fromisoformat(complete_at) - OVERLAP)
            log.warning(
                "%s: token refused (%s), reading from %s", endpoint.name, error, start or "the beginning"
            )
            cursor = {key: value for key, value in cursor.items() if key != "token"}
            continue
        reading.requests += 1
        if page.has_more and (not page.continue_from or page.continue_from == start):
            raise ApiError(f"{endpoint.path} says there is more but does not continue from {start}")
        cursor = {**cursor, "token": page.continue_from}
        if not page.has_more:
            cursor["complete_at"] = iso(round_.started)
        yield Page(page.data, fetched_at, cursor, page.repaired)
        if not page.has_more:
            return
        start = page.continue_from


def _window(endpoint: Endpoint, cursor: Cursor, started: datetime) -> Cursor:
    """The window of a new read: everything, or what changed since the last complete read began."""
    complete_at = cursor.get("complete_at")
    window: Cursor = {"page": 1, "began": iso(started)}
    if "modifiedOnOrAfter" in endpoint.window and complete_at:
        window["since"] = iso(datetime.fromisoformat(complete_at) - OVERLAP)
        if "modifiedBefore" in endpoint.window:
            # Server times in HTTP have whole seconds: the second that has begun belongs to this window.
            window["before"] = iso(started + timedelta(seconds=1))
    return window


def read_listing(reading: Reading, round_: Round, cursor: Cursor) -> Iterator[Page]:
    """Pages of a listing: the window under way, or a new one.

    A set that changes while it is paged moves rows over page borders unseen. The total is asked for with each page;
    when it changed between first and last page, the window is read again.
    """
    endpoint, client = reading.endpoint, round_.client
    complete = {key: value for key, value in cursor.items() if key == "complete_at"}
    window = {key: value for key, value in cursor.items() if key != "complete_at"}
    decode = listing_page if endpoint.form == "listing" else whole_page
    rereads = 0
    if "began" not in window:
        window = _window(endpoint, cursor, round_.started)
    while True:
        paging = {"page": str(window["page"]), "pageSize": str(endpoint.page_size), "includeTotal": "true"}
        query = {
            **endpoint.query,
            **{name: value for name, value in paging.items() if name in endpoint.paging},
        }
        for name, bound in (("modifiedOnOrAfter", "since"), ("modifiedBefore", "before")):
            if bound in window:
                query[name] = window[bound]
        fetched_at = datetime.now(UTC)
        page = client.get(endpoint.path, query, decode)
        reading.requests += 1
        window.setdefault("total", page.total_count)
        if page.has_more and "page" in endpoint.paging:
            window = {**window, "page": window["page"] + 1}
            yield Page(page.data, fetched_at, {**complete, **window}, page.repaired)
            continue
        moved = window["page"] > 1 and window["total"] != page.total_count
        if moved and rereads < MAX_REREADS:
            rereads += 1
            window = {key: value for key, value in window.items() if key != "total"} | {"page": 1}
            yield Page(page.data, fetched_at, {**complete, **window}, page.repaired)
            continue
        if moved:
            raise ApiError(f"{endpoint.path} changed while it was read, {MAX_REREADS + 1} times in a row")
        yield Page(page.data, fetched_at, {"complete_at": window["began"]}, page.repaired)
        return


def numbers(count: int, *before: str) -> list[str]:
    """Contexts of so many objects told apart by their place, from 1, after what stands `before`."""
    return [SEPARATOR.join((*before, str(place))) for place in range(1, count + 1)]


def read_object(reading: Reading, round_: Round, cursor: Cursor) -> Iterator[Page]:
    """The one page of what answers without pages."""
    for page in read_listing(reading, round_, cursor):
        contexts = numbers(len(page.objects)) if reading.resource.numbered else None
        yield page._replace(contexts=contexts)


def read_capacity(reading: Reading, round_: Round, cursor: Cursor) -> Iterator[Page]:
    """Availability from now on, as far ahead as the API looks: the snapshot of a day (UTC), whose last read stands."""
    del cursor
    start, fetched_at = round_.started.replace(microsecond=0), datetime.now(UTC)
    body = {
        "startsOnOrAfter": iso(start),
        "endsOnOrBefore": iso(start + AHEAD),
        "skillBasedAvailability": False,
    }
    page = round_.client.post(reading.endpoint.path, {}, body, capacity_page)
    reading.requests += 1
    day = start.date().isoformat()
    reading.answered.append(day)
    yield Page(
        page.data, fetched_at, {"complete_at": iso(start)}, page.repaired, numbers(len(page.data), day)
    )
