"""One endpoint in one run: what a reader is given and what it gives."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Raw

from extract.api_errors import ApiError
from extract.catalog import Endpoint, Resource
from extract.client import Client
from extract.parents import Parents
from extract.privacy import Privacy

ROUND_BYTES = 256 << 20

Cursor = dict[str, Any]
"""What an endpoint keeps between reads. Feed: `token`. Listing under way: `began`, `since`, `before`, `page`, `total`.
Both: `complete_at`, the server's time at the start of the last read that came to its end. Children: `children.py`."""


class Page(NamedTuple):
    """Objects, when they were read, and the cursor that holds once they are loaded."""

    objects: list[Raw]
    fetched_at: datetime
    cursor: Cursor
    repaired: int
    contexts: list[str] | None = None
    """For each object what its resource's context columns hold, split by \\x1f; None: the endpoint's discriminator."""


@dataclass
class Reading:
    """One endpoint in one run, kept over its rounds. `error` ends it for this run.

    `cursor` is where the next page is asked from; `kept` the cursor of earlier runs that stays stored until a read from
    scratch is done, because a full read that fails must not throw away what is known.
    """

    resource: Resource
    endpoint: Endpoint
    privacy: Privacy | None = None
    cursor: Cursor = field(default_factory=dict)
    kept: Cursor = field(default_factory=dict)
    fetched: int = 0
    requests: int = 0
    restarts: int = 0
    repaired: int = 0
    done: bool = False
    error: ApiError | None = None
    answered: list[str] = field(default_factory=list)
    """Where a resource is read in parts, the parts (parents, a day) that were read whole in this round."""
    deleted: int = 0
    missing: int = 0
    """Parents that answered 404."""
    notice: str | None = None


class Round:
    """What the readers of one round share: the client, the start of the run, and how much may still be read."""

    def __init__(
        self,
        client: Client,
        started: datetime,
        folder: Path,
        on_page: Callable[[Reading], None],
        parents: Parents,
    ) -> None:
        self.client, self.started, self.folder, self.on_page = client, started, folder, on_page
        self.parents = parents
        self._room = ROUND_BYTES
        self._lock = threading.Lock()

    def take(self, size: int) -> bool:
        """Count bytes read; False when the round is full."""
        with self._lock:
            self._room -= size
            return self._room > 0
