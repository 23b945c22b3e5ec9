"""Times as the API writes them, and the clock of the simulated company.

A time is held as an integer number of ticks of 100 ns since 1970-01-01 UTC, because the API gives up to seven
fractional digits, one more than `datetime` can hold.
"""

import re
import time
from datetime import UTC, datetime, timedelta

SECOND = 10_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_EPOCH = datetime(1970, 1, 1)
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


def text(ticks: int) -> str:
    """The time in UTC with `Z` and as many fractional digits (0 to 7) as it needs."""
    seconds, fraction = divmod(ticks, SECOND)
    whole = (_EPOCH + timedelta(seconds=seconds)).isoformat()
    return f"{whole}.{fraction:07d}".rstrip("0") + "Z" if fraction else f"{whole}Z"


def midnight(ticks: int) -> int:
    """The start of the UTC day the time falls on, in ticks."""
    return ticks - ticks % DAY


def real_now() -> int:
    """The machine's time in ticks, to the microsecond."""
    return (datetime.now(UTC).replace(tzinfo=None) - _EPOCH) // timedelta(microseconds=1) * 10


class Clock:
    """The company's clock: standing still until moved, or running along with real time."""

    def __init__(self, start: int, *, running: bool = False) -> None:
        self._at = start
        self._running = running
        self._since = time.monotonic_ns()

    def now(self) -> int:
        """The current time in ticks."""
        elapsed = (time.monotonic_ns() - self._since) // 100 if self._running else 0
        return self._at + elapsed

    def set(self, ticks: int) -> None:
        """Move the clock to a time; a running clock runs on from there."""
        self._at = ticks
        self._since = time.monotonic_ns()

    def advance(self, ticks: int) -> None:
        """Move the clock forward (or back, when negative)."""
        self.set(self.now() + ticks)
