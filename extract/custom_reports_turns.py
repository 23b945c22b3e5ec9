"""When a report may be asked again: ServiceTitan runs one report at most once per minute and tenant."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from extract.api_errors import TooOftenError
from extract.client import Client
from extract.custom_reports_api import DataPage

log = logging.getLogger(__name__)

MOST_REFUSALS = 10
"""So many 429 in a row, each waited out, and a report is given up for the run."""
LONGEST_WAIT_SECONDS = 600.0
"""A report that is to be asked again later than this is given up for the run too."""


class OutOfTimeError(Exception):
    """The next period could not begin in time."""


@dataclass
class Turns:
    """The turns of one report in one run. Times are seconds of the monotonic clock."""

    client: Client
    interval: float
    deadline: float
    next: float = 0.0
    requests: int = 0

    def ask(
        self, path: str, query: Mapping[str, str], body: object, decode: Callable[[bytes], DataPage]
    ) -> DataPage:
        """A page, as soon as the report's limit allows.

        Raises:
            OutOfTimeError: it is too late for a first page; a period that has begun is read to its end.
            TooOftenError: the API refuses to run the report again and again, or for long.
        """
        refusals = 0
        while True:
            if query["page"] == "1" and self.next > self.deadline:
                raise OutOfTimeError
            self.client.sleep(max(0.0, self.next - time.monotonic()))
            self.next = time.monotonic() + self.interval
            self.requests += 1
            try:
                return self.client.post(path, query, body, decode, own_limit=True)
            except TooOftenError as error:
                refusals += 1
                if refusals >= MOST_REFUSALS or error.after > LONGEST_WAIT_SECONDS:
                    raise
                self.next = time.monotonic() + error.after
                log.info("%s; trying again in %.0f s", error, error.after)
