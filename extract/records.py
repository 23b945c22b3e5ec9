"""Pages of the API as bytes -> rows for PostgreSQL's COPY. Objects are passed on as they came, never rebuilt.

A load file is in COPY's binary format, which states lengths where csv would have to be searched for delimiters. It has
one row per API object: tenant, time of reading, what stands beside it in the key (discriminator, id of a parent) and
the object's JSON text; PostgreSQL does the typing (`destination.py`).
"""

from __future__ import annotations

import codecs
import itertools
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import msgspec

BUFFER_BYTES = 1 << 18
WRITTEN_AT_ONCE = 600
"""Parts of rows joined for one write: all of a page would be in memory twice."""
CHECKED_BYTES = 1 << 15
"""So much of a page is searched at once, for the same reason; what fits into the processor's cache goes faster too."""

FILE_HEADER = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
FILE_END = b"\xff\xff"
_ROW_START = struct.Struct(">hiqiq")
"""Number of fields, and tenant and time of reading with their lengths."""
_LENGTH = struct.Struct(">i")
_NULL = _LENGTH.pack(-1)
_JSONB_VERSION = b"\x01"
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""Of PostgreSQL's times, which are counted in microseconds."""

_CONTROL = bytes(range(32))
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


def _parts(text: bytes) -> Iterator[bytes]:
    return (text[start : start + CHECKED_BYTES] for start in range(0, len(text), CHECKED_BYTES))


def _is_utf8(text: bytes) -> bool:
    if text.isascii():
        return True
    decode = codecs.getincrementaldecoder("utf-8")().decode
    try:
        for part in _parts(text):
            decode(part)
        decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


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

    if any(len(part.translate(None, _CONTROL)) < len(part) for part in _parts(text)):
        text = text.translate(_SPACES)
    if not _is_utf8(text):
        decoded = text.decode("utf-8", "replace")
        repaired += decoded.count("\ufffd")
        text = decoded.encode("utf-8")
    if b"\\" in text and _SUSPECT.search(text):
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


class _Envelope(msgspec.Struct, rename="camel"):
    data: list[msgspec.Raw]
    has_more: bool = False
    total_count: int | None = None


class _Availabilities(msgspec.Struct):
    availabilities: list[msgspec.Raw]


def whole_page(body: bytes) -> ListingPage:
    """An answer that is one object, a list, or a list under `data`, as a page; null is none.

    Raises:
        msgspec.DecodeError: it is something else.
    """
    text, repaired = repair(body)
    start = text.lstrip()[:1]
    if start == b"[":
        return ListingPage(False, msgspec.json.decode(text, type=list[msgspec.Raw]), repaired=repaired)
    fields = msgspec.json.decode(text, type=dict[str, msgspec.Raw] | None)
    if fields is None:
        return ListingPage(False, [], repaired=repaired)
    if not bytes(fields.get("data", msgspec.Raw())).startswith(b"["):
        return ListingPage(False, [msgspec.Raw(text)], repaired=repaired)
    page = msgspec.json.decode(text, type=_Envelope)
    return ListingPage(page.has_more, page.data, total_count=page.total_count, repaired=repaired)


def capacity_page(body: bytes) -> ListingPage:
    """The availabilities of a capacity answer as a page. Raises msgspec.DecodeError when it is none."""
    text, repaired = repair(body)
    found = msgspec.json.decode(text, type=_Availabilities).availabilities
    return ListingPage(False, found, repaired=repaired)


@dataclass
class LoadFile:
    """Objects of one endpoint on their way into a load package: appended to a file, which is then handed over."""

    tenant_id: int
    discriminator: str | None
    folder: Path

    def __post_init__(self) -> None:
        self._file: BinaryIO | None = None
        self._path = self.folder
        self._begun = 0
        self._count = 0
        self.size = 0

    def __len__(self) -> int:
        return self._count

    def add(
        self,
        name: str,
        objects: list[msgspec.Raw],
        fetched_at: datetime,
        contexts: Sequence[str] | None = None,
    ) -> None:
        """Append the objects of a page of endpoint `name` that was read at `fetched_at`, each with its context."""
        if not objects:
            return
        if self._file is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._path = self.folder / f"{name}.{self._begun}.csv"
            self._file = self._path.open("wb", buffering=BUFFER_BYTES)
            self._file.write(FILE_HEADER)
            self._begun += 1
        moment = (fetched_at - _EPOCH) // timedelta(microseconds=1)
        start = _ROW_START.pack(4, 8, self.tenant_id, 8, moment)
        same = itertools.repeat(self.discriminator or "", len(objects))
        parts: list[bytes | msgspec.Raw] = []
        for item, context in zip(objects, contexts or same, strict=True):
            beside = context.encode()
            parts += (start, _LENGTH.pack(len(beside)) if beside else _NULL, beside)
            parts += (_LENGTH.pack(len(item) + 1), _JSONB_VERSION, item)
            if len(parts) >= WRITTEN_AT_ONCE:
                self.size += self._file.write(b"".join(parts))
                parts.clear()
        self.size += self._file.write(b"".join(parts))
        self._count += len(objects)

    def close(self) -> tuple[Path, int]:
        """End the file: its path and number of objects. What is added next goes into another."""
        if self._file is not None:
            self._file.write(FILE_END)
            self._file.close()
        path, count = self._path, self._count
        self._file, self._count, self.size = None, 0, 0
        return path, count
