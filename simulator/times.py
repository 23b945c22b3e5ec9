"""Times as the API writes them, and the clock of the simulated company.

A time is held as an integer number of ticks of 100 ns since 1970-01-01 UTC, because the API gives up to seven
fractional digits, one more than `datetime` can hold.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import format_datetime

SECOND = 10_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - everything here is UTC, and aware arithmetic is slower
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?(?:(Z)|([+-])(\d\d):?(\d\d))?",
    re.IGNORECASE,
)


def parse(text: str) -> int:
    """Ticks of an ISO 8601 date or date-time (no zone means UTC). Raises ValueError for anything else."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a date or date-time: {text!r}")
    day, minute, second, fraction, _, sign, zone_hours, zone_minutes = match.groups()
    moment = datetime.fromisoformat(f"{day}T{minute or '00:00'}:{second or '00'}")
    ticks = ((moment - _EPOCH) // timedelta(seconds=1)) * SECOND + int((fraction or "")[:7].ljust(7, "0"))
    if sign:
        offset = int(zone_hours) * HOUR + int(zone_minutes) * MINUTE
        ticks += -offset if sign == "+" else offset
    return ticks


def readable(text: str) -> bool:
    """Whether `parse` can read it."""
    return _TIME.fullmatch(text.strip()) is not None


def text(ticks: int) -> str:
    """The time in UTC with `Z` and as many fractional digits (0 to 7) as it needs."""
    seconds, fraction = divmod(ticks, SECOND)
    whole = (_EPOCH + timedelta(seconds=seconds)).isoformat()
    return f"{whole}.{fraction:07d}".rstrip("0") + "Z" if fraction else f"{whole}Z"


def http_date(ticks: int) -> str:
    """The time as HTTP's `Date` header writes it, in whole seconds."""
    moment = _EPOCH + timedelta(seconds=ticks // SECOND)
    return format_datetime(moment.replace(tzinfo=UTC), usegmt=True)


def local_day(ticks: int, zone: tzinfo) -> str:
    """The day a time falls on in a time zone, as `2024-03-05`."""
    moment = (_EPOCH + timedelta(seconds=ticks // SECOND)).replace(tzinfo=UTC)
    return moment.astimezone(zone).date().isoformat()


def midnight(ticks: int) -> int:
    """The start of the UTC day the time falls on, in ticks."""
    return ticks - ticks % DAY


def real_now() -> int:
    """The machine's time in ticks, to the microsecond."""
    return (datetime.now(UTC).replace(tzinfo=None) - _EPOCH) // timedelta(microseconds=1) * 10


class Clock:
    """The company's clock: standing still until moved, or running along with real time."""

    def __init__(self, start: int, *, running: bool = False) -> None:
        self._start = start
        self._running = running
        self._offset = 0
        self._pinned: int | None = None

    def now(self) -> int:
        """The current time in ticks."""
        if self._pinned is not None:
            return self._pinned
        return (real_now() if self._running else self._start) + self._offset

    def set(self, ticks: int) -> None:
        """Move the clock to a time; a running clock runs on from there."""
        self.advance(ticks - self.now())

    def advance(self, ticks: int) -> None:
        """Move the clock forward (or back, when negative)."""
        self._offset += ticks
        if self._pinned is not None:
            self._pinned += ticks

    @contextmanager
    def pinned(self, at: int) -> Iterator[None]:
        """Let a time last as long as the block, so that everything in it happens at once."""
        self._pinned = at
        try:
            yield
        finally:
            self._pinned = None
