"""Pages of the API as bytes -> lines for PostgreSQL's COPY. Objects are passed on as they came, never rebuilt.

A load file has one line per API object: tenant, time of reading, discriminator and the object's JSON text, split by
\x02 and quoted by \x01. Valid JSON holds neither character, so COPY needs no escaping and nothing is changed on the
way; PostgreSQL does the typing (`destination.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

DELIMITER = b"\x02"
QUOTE = b"\x01"

_CONTROL = re.compile(rb"[\x00-\x1f]")
_SPACES = bytes(max(code, 32) for code in range(256))
_SUSPECT = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
_ESCAPE = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class FeedPage(msgspec.Struct, rename="camel"):
    """Answer of an export feed. `repaired` counts the characters that PostgreSQL would not have taken."""

    has_more: bool
    data: list[msgspec.Raw]
    continue_from: str | None = None
    repaired: int = 0


class ListingPage(msgspec.Struct, rename="camel"):
    """Answer of a listing; `total_count` only when it was asked for. `repaired` as in FeedPage."""

    has_more: bool
    data: list[msgspec.Raw]
    page_size: int = 0
    total_count: int | None = None
    repaired: int = 0


def repair(text: bytes) -> tuple[bytes, int]:
    """JSON text without what PostgreSQL's jsonb refuses, and how many characters that were.

    `\\u0000` is removed, a lone surrogate and a byte that is no UTF-8 become U+FFFD; raw control characters, which
    valid JSON has only between tokens, become spaces and do not count.
    """
    repaired = 0

    def replacement(match: re.Match[bytes]) -> bytes:
        nonlocal repaired
        escape = match.group()
        if escape == rb"\u0000":
            repaired += 1
            return b""
        if len(escape) == 6 and _SURROGATE.match(escape):
            repaired += 1
            return rb"\ufffd"
        return escape

    if _CONTROL.search(text):
        text = text.translate(_SPACES)
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        decoded = text.decode("utf-8", "replace")
        repaired += decoded.count("\ufffd")
        text = decoded.encode("utf-8")
    if _SUSPECT.search(text):
        text = _ESCAPE.sub(replacement, text)
    return text, repaired


def feed_page(body: bytes) -> FeedPage:
    """Split a feed's answer into objects. Raises msgspec.DecodeError when it is not one."""
    text, repaired = repair(body)
    return msgspec.structs.replace(msgspec.json.decode(text, type=FeedPage), repaired=repaired)


def listing_page(body: bytes) -> ListingPage:
    """Split a listing's answer into objects. Raises msgspec.DecodeError when it is not one."""
    text, repaired = repair(body)
    return msgspec.structs.replace(msgspec.json.decode(text, type=ListingPage), repaired=repaired)


@dataclass
class LoadFile:
    """Objects of one endpoint on their way into a load package: collected in memory, then one file."""

    tenant_id: int
    discriminator: str | None
    folder: Path

    def __post_init__(self) -> None:
        self._lines: list[bytes] = []
        self.size = 0
        self._written = 0

    def __len__(self) -> int:
        return len(self._lines)

    def add(self, objects: list[msgspec.Raw], fetched_at: datetime) -> None:
        """Append the objects of a page that was read at `fetched_at`."""
        head = DELIMITER.join(
            (
                str(self.tenant_id).encode(),
                fetched_at.isoformat().encode(),
                (self.discriminator or "").encode(),
                QUOTE,
            )
        )
        lines = [head + bytes(item) + QUOTE for item in objects]
        self._lines += lines
        self.size += sum(map(len, lines))

    def write(self, name: str) -> tuple[Path, int]:
        """Write what was collected to a new file in the folder and start afresh: its path and number of objects."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{name}.{self._written}.csv"
        count = len(self._lines)
        path.write_bytes(b"\n".join(self._lines) + b"\n")
        self._written += 1
        self._lines, self.size = [], 0
        return path, count
