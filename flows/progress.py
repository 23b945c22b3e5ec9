"""How far a read is: a live line on a terminal, plain log lines elsewhere."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from extract.reading import Reading

log = logging.getLogger(__name__)

LOG_EVERY_SECONDS = 10.0

OnPage = Callable[[Reading], None]


@contextmanager
def progress() -> Iterator[OnPage]:
    """What to call after each page that was read."""
    if sys.stderr.isatty():
        with _live() as on_page:
            yield on_page
    else:
        yield _logged()


@contextmanager
def _live() -> Iterator[OnPage]:
    records: dict[str, int] = {}
    lock = threading.Lock()
    columns = (
        SpinnerColumn(),
        TextColumn("reading {task.fields[name]:<28}"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[endpoints]} endpoints,"),
        TextColumn("{task.fields[records]:,} records"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("read", total=None, name="", endpoints=0, records=0)

        def on_page(reading: Reading) -> None:
            with lock:
                records[reading.endpoint.name] = reading.fetched
                bar.update(
                    task,
                    name=reading.endpoint.name,
                    endpoints=len(records),
                    records=sum(records.values()),
                )

        yield on_page


def _logged() -> OnPage:
    lock = threading.Lock()
    records: dict[str, int] = {}
    said = time.monotonic()

    def on_page(reading: Reading) -> None:
        nonlocal said
        with lock:
            records[reading.endpoint.name] = reading.fetched
            if time.monotonic() - said > LOG_EVERY_SECONDS:
                said = time.monotonic()
                log.info("%s records read of %s endpoints", f"{sum(records.values()):,}", len(records))

    return on_page
