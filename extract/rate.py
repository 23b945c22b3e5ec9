"""One pace for all requests of an app key and tenant: never faster than set, slower when the API says so."""

from __future__ import annotations

import threading
import time

LONGEST_HOLD_SECONDS = 60.0
"""Longest time that all requests wait for one Retry-After; one that asks for more fails its own request."""
RECOVERY_SECONDS = 30.0
"""Without a further 429 the pace doubles again after this time, up to what was set."""


class Pace:
    """Hands out moments at which a request may start, evenly spaced; safe for many threads."""

    def __init__(self, per_second: float, cancelled: threading.Event) -> None:
        """`cancelled` ends every wait."""
        self._cancelled = cancelled
        self._interval = self._shortest = 1.0 / per_second
        self._lock = threading.Lock()
        self._next = 0.0
        self._slowed_at = 0.0

    def wait(self) -> None:
        """Sleep until the caller's turn."""
        with self._lock:
            now = time.monotonic()
            if self._interval > self._shortest and now - self._slowed_at > RECOVERY_SECONDS:
                self._interval = max(self._shortest, self._interval / 2)
                self._slowed_at = now
            turn = max(now, self._next)
            self._next = turn + self._interval
        if turn > now:
            self._cancelled.wait(turn - now)

    def hold(self, seconds: float) -> None:
        """Answer to a 429: nobody starts for `seconds`, afterwards everybody at half the pace."""
        with self._lock:
            now = time.monotonic()
            self._next = max(self._next, now + min(seconds, LONGEST_HOLD_SECONDS))
            if now - self._slowed_at > 1.0:
                self._interval = min(self._interval * 2, 8 * self._shortest)
                self._slowed_at = now + seconds
