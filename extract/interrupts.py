"""SIGINT and SIGTERM end a run soon and in order: what waits for ServiceTitan stops waiting, the books are closed."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from dlt.common.exceptions import SignalReceivedException

from extract.client import Client


@contextmanager
def interruptible(client: Client) -> Iterator[None]:
    """Raise KeyboardInterrupt in the main thread for either signal, and end the waits of all others.

    Outside the main thread, where no handler can be set, nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        del number, frame
        client.cancel()
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def was_interrupt(error: BaseException) -> bool:
    """Whether an error, or what caused it, is that the process was asked to end."""
    return any(isinstance(cause, (KeyboardInterrupt, SignalReceivedException)) for cause in causes(error))


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and what led to it, the last first."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
