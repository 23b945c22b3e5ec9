"""All endpoints of a run are read in threads of their own, while what was read before is being loaded.

A reader collects its pages in a file and hands it over as a piece when it is large enough, when there is no room for
more, and at its end. With each piece goes the cursor that is right once the piece is loaded: a first load of hours
commits as it goes, and a cursor is never ahead of the data. Room is bounded, so that reading cannot run away from
loading.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from extract.api_errors import ApiError
from extract.children import read_children
from extract.readers import read_capacity, read_feed, read_listing, read_object
from extract.reading import Cursor, Page, Reading, Round
from extract.records import LoadFile
from extract.resource import Form

PIECE_BYTES = 8 << 20
ENOUGH_BYTES = 16 << 20
"""So much is worth a load package while more is being read."""
ROOM_BYTES = 256 << 20
"""So much may lie in files, read and not yet loaded."""
AT_ONCE = 24
"""Endpoints read at the same time. Each may hold a page in memory, of megabytes."""

READERS: Mapping[Form, Callable[[Reading, Round, Cursor], Iterator[Page]]] = {
    "feed": read_feed,
    "listing": read_listing,
    "object": read_object,
    "child": read_children,
    "capacity": read_capacity,
}


@dataclass(frozen=True)
class Piece:
    """What was read of one endpoint since its last piece: a load file of `count` objects, none when there are none.

    `cursor`, and that the endpoint is read to its `end`, hold once the file is loaded; so do the parts `answered`.
    """

    reading: Reading
    path: Path | None
    count: int
    size: int
    cursor: Cursor
    answered: tuple[str, ...]
    end: bool


class Background:
    """Readers at work, as long as the `with` block lasts; leaving it by an exception ends their requests."""

    def __init__(self, readings: Sequence[Reading], round_: Round) -> None:
        self._readings, self._round = readings, round_
        self._changed = threading.Condition()
        self._pieces: list[Piece] = []
        self._under_way = len(readings)
        self._size = 0
        self._failure: BaseException | None = None
        self._stopped = False
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reader")

    def __enter__(self) -> Self:
        for reading in self._readings:
            self._threads.submit(self._work, reading)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        if error is not None:
            self._round.client.cancel()
        self._threads.shutdown(cancel_futures=True)

    def take(self) -> list[Piece]:
        """Pieces to load, as soon as there are enough or no more will come; empty at the end of all reading.

        Raises whatever ended a reader other than an error of the API, which is its reading's own affair.
        """

        def ready() -> bool:
            enough = sum(piece.size for piece in self._pieces) >= ENOUGH_BYTES
            return enough or not self._under_way or self._failure is not None

        with self._changed:
            self._changed.wait_for(ready)
            if self._failure is not None:
                raise self._failure
            pieces, self._pieces = self._pieces, []
            return pieces

    def make_room(self, pieces: Sequence[Piece]) -> None:
        """Let the readers go on that wait for these pieces to be loaded."""
        with self._changed:
            self._size -= sum(piece.size for piece in pieces)
            self._changed.notify_all()

    def _work(self, reading: Reading) -> None:
        failure: BaseException | None = None
        try:
            self._read(reading)
        except BaseException as error:  # noqa: BLE001 - raised again where the pieces are taken
            failure = error
        with self._changed:
            self._under_way -= 1
            self._failure = self._failure or failure
            self._changed.notify_all()

    def _read(self, reading: Reading) -> None:
        round_, endpoint = self._round, reading.endpoint
        file = LoadFile(round_.client.account.tenant_id, endpoint.discriminator, round_.folder)
        end = False
        try:
            for page in READERS[endpoint.form](reading, round_, reading.cursor):
                size = file.size
                objects = reading.privacy.apply(page.objects) if reading.privacy else page.objects
                file.add(endpoint.name, objects, page.fetched_at + round_.database_ahead, page.contexts)
                reading.fetched += len(page.objects)
                reading.repaired += page.repaired
                reading.cursor = page.cursor
                round_.on_page(reading)
                # The reader still holds the page, which must not outlast a wait for room.
                page.objects.clear()
                objects.clear()
                room = self._take_room(file.size - size)
                if file.size >= PIECE_BYTES or not room:
                    self._hand_over(reading, file, end=False)
                if not self._may_go_on(reading):
                    return
            end = True
        except ApiError as error:
            reading.error = reading.error or error
        self._hand_over(reading, file, end=end)

    def _take_room(self, size: int) -> bool:
        """Count bytes that lie in files; False when there is no room for more."""
        with self._changed:
            self._size += size
            return self._size < ROOM_BYTES

    def _may_go_on(self, reading: Reading) -> bool:
        """Wait for room; False when nothing more is wanted."""
        with self._changed:
            self._changed.wait_for(lambda: self._size < ROOM_BYTES or self._stopped)
            return not self._stopped and reading.error is None

    def _hand_over(self, reading: Reading, file: LoadFile, *, end: bool) -> None:
        size = file.size
        path, count = file.close() if len(file) else (None, 0)
        answered = tuple(reading.answered)
        reading.answered.clear()
        piece = Piece(reading, path, count, size, reading.cursor, answered, end)
        with self._changed:
            self._pieces.append(piece)
            self._changed.notify_all()
