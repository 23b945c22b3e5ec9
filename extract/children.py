"""The reader of children: what belongs to one parent, asked for parent by parent.

Parents that changed since their children were last read are asked for, those that changed longest ago first, until the
run's budget of requests is spent; what is left goes on with the next run. The cursor names the parent read last:
`changed_at` and `parent_id`. With `every_parent` all parents are asked in turn for what changed since the last time all
of them had been (`complete_at`); `began` is when the turn under way started.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple
from urllib.parse import quote

from msgspec import Raw

from extract.api_errors import NotFoundError
from extract.catalog import Endpoint
from extract.parents import Parent
from extract.readers import iso, numbers, read_listing
from extract.reading import Cursor, Page, Reading, Round

AT_ONCE = 8
"""Parents asked for at the same time; the pace of all requests is the client's."""
LISTED = 500
"""Parents looked up at a time."""
_ID = re.compile(r"\{(?!tenant\})\w+\}")


class _Answer(NamedTuple):
    """What a parent's children are. `found` is False where the parent answered 404."""

    objects: list[Raw]
    fetched_at: datetime
    requests: int
    repaired: int
    found: bool


def read_children(reading: Reading, round_: Round, cursor: Cursor) -> Iterator[Page]:
    """One page per parent, with all of its children; a parent that answers 404 is skipped."""
    endpoint, parents = reading.endpoint, round_.parents
    parents.prepare(endpoint)
    cursor = {name: value for name, value in cursor.items() if name != "left"}
    if endpoint.every_parent:
        cursor = {"began": iso(round_.started), **cursor}
    ask = partial(_ask, reading, round_, _since(endpoint, cursor))
    while True:
        due = parents.after(endpoint, cursor, LISTED)
        for start in range(0, len(due), AT_ONCE):
            batch = due[start : start + AT_ONCE]
            granted = parents.granted(len(batch))
            with ThreadPoolExecutor(AT_ONCE) as pool:
                for parent, answer in zip(batch, pool.map(ask, batch[:granted]), strict=False):
                    cursor = {**cursor, "parent_id": parent.id, "changed_at": parent.changed_at}
                    parents.spend(answer.requests - 1)
                    yield _page(reading, parent, answer, cursor)
            if granted < len(batch):
                left = parents.left(endpoint, cursor)
                reading.cursor = {**cursor, "left": left}
                reading.notice = (
                    f"{left} {endpoint.parent} are left for later runs: the requests for children are spent"
                )
                return
        if len(due) < LISTED:
            break
    reading.cursor = _completed(endpoint, cursor)


def _since(endpoint: Endpoint, cursor: Cursor) -> Cursor:
    """The cursor of a listing that answers what one parent is asked for."""
    complete_at = cursor.get("complete_at")
    return {"complete_at": complete_at} if endpoint.every_parent and complete_at else {}


def _completed(endpoint: Endpoint, cursor: Cursor) -> Cursor:
    """The cursor after the last parent: the next turn over all parents starts at the first."""
    return {"complete_at": cursor["began"]} if endpoint.every_parent else cursor


def _ask(reading: Reading, round_: Round, since: Cursor, parent: Parent) -> _Answer:
    """All children of a parent, from as many pages as they take. Raises ApiError, but for 404."""
    endpoint = reading.endpoint
    path = _ID.sub(quote(parent.id, safe=""), endpoint.path)
    one = Reading(reading.resource, replace(endpoint, path=path))
    fetched_at = datetime.now(UTC)
    objects: list[Raw] = []
    repaired = 0
    try:
        for page in read_listing(one, round_, since):
            objects += page.objects
            repaired += page.repaired
            if page.cursor.get("page") == 1:  # the set moved while it was paged, and is read again
                objects, repaired = [], 0
    except NotFoundError:
        return _Answer([], fetched_at, one.requests + 1, 0, found=False)
    return _Answer(objects, fetched_at, one.requests, repaired, found=True)


def _page(reading: Reading, parent: Parent, answer: _Answer, cursor: Cursor) -> Page:
    reading.requests += answer.requests
    if not answer.found:
        reading.missing += 1
        reading.notice = f"{reading.missing} {reading.endpoint.parent} answered 404 and were skipped"
    elif not reading.endpoint.every_parent:
        reading.answered.append(parent.id)
    count = len(answer.objects)
    contexts = numbers(count, parent.id) if reading.resource.numbered else [parent.id] * count
    return Page(answer.objects, answer.fetched_at, cursor, answer.repaired, contexts)
