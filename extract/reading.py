"""One endpoint in one run: what a reader is given and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Raw

from extract.api_errors import ApiError
from extract.catalog import Endpoint, Resource
from extract.client import Client
from extract.parents import Parents
from extract.privacy import Privacy

Cursor = dict[str, Any]
"""What an endpoint keeps between reads. Feed: `token`. Listing under way: `began`, `since`, `before`, `page`, `total`.
Both: `complete_at`, the server's time at the start of the last read that came to its end. Children: `children.py`."""


class Page(NamedTuple):
    """Objects, when they were read by this machine's clock, and the cursor that holds once they are loaded."""

    objects: list[Raw]
    fetched_at: datetime
    cursor: Cursor
    repaired: int
    contexts: list[str] | None = None
    """For each object what its resource's context columns hold, split by \\x1f; None: the endpoint's discriminator."""


@dataclass
class Reading:
    """One endpoint in one run. `error` ends it for this run.

    `cursor` is where the next page is asked from, `loaded` what it was when the rows that are loaded had been read;
    `kept` the cursor of earlier runs that stays stored until a read from scratch is done, because a full read that
    fails must not throw away what is known.
    """

    resource: Resource
    endpoint: Endpoint
    privacy: Privacy | None = None
    cursor: Cursor = field(default_factory=dict)
    kept: Cursor = field(default_factory=dict)
    loaded: Cursor = field(init=False)
    complete: bool = False
    """Whether all of it was read and loaded."""
    fetched: int = 0
    requests: int = 0
    restarts: int = 0
    repaired: int = 0
    error: ApiError | None = None
    answered: list[str] = field(default_factory=list)
    """Where a resource is read in parts, the parts (parents, a day) that were read whole since the last piece."""
    deleted: int = 0
    missing: int = 0
    """Parents that answered 404."""
    notice: str | None = None

    def __post_init__(self) -> None:
        self.loaded = self.cursor

    @property
    def stored(self) -> Cursor:
        """The cursor to keep for the next run."""
        return self.loaded if self.complete or not self.kept else self.kept


@dataclass(frozen=True)
class Round:
    """What the readers of a run share."""

    client: Client
    started: datetime
    folder: Path
    on_page: Callable[[Reading], None]
    parents: Parents
    database_ahead: timedelta
    """What the database's clock says more than this machine's."""
