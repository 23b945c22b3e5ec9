"""Trying again: with growing pauses, for so long per request and for so long per run."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_before_delay
from tenacity.wait import wait_exponential_jitter

from extract.api_errors import ExpiredError, PassingError, UnreachableError

log = logging.getLogger(__name__)

ATTEMPTS_UNREACHABLE = 4
"""Attempts at a host that has never answered in this run: its address is wrong."""

T = TypeVar("T")


class _Trouble:
    """The time in which at least one request had failed and was being tried again, in seconds; for many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests = 0
        self._began = self._before = 0.0

    def begin(self) -> None:
        """A request failed for the first time."""
        with self._lock:
            if not self._requests:
                self._began = time.monotonic()
            self._requests += 1

    def end(self) -> None:
        """It succeeded, or was given up."""
        with self._lock:
            self._requests -= 1
            if not self._requests:
                self._before += time.monotonic() - self._began

    def seconds(self) -> float:
        """So far."""
        with self._lock:
            return self._before + (time.monotonic() - self._began if self._requests else 0.0)


class Retries:
    """How long the requests of one run are tried again."""

    def __init__(
        self,
        request_seconds: float,
        run_seconds: float,
        sleep: Callable[[float], None],
        has_answered: Callable[[str], bool],
    ) -> None:
        """Longest time spent on one request, waits included, and on all that fail together, side by side or not.

        Args:
            has_answered: whether a URL's host ever answered; one that has not is given up soon.
        """
        self._request_seconds, self._run_seconds = request_seconds, run_seconds
        self._sleep, self._has_answered = sleep, has_answered
        self._trouble = _Trouble()

    def run(self, url: str, attempt: Callable[[], T]) -> T:
        """What `attempt` gives, in as many tries as it takes. Raises the last try's error."""
        failed = False

        def before_sleep(state: RetryCallState) -> None:
            nonlocal failed
            if not failed:
                failed = True
                self._trouble.begin()
            _log_retry(state)

        out_of_time = stop_before_delay(self._request_seconds)

        def stop(state: RetryCallState) -> bool:
            hopeless = isinstance(_error(state), UnreachableError) and not self._has_answered(url)
            return (
                out_of_time(state)
                or self._spent(state)
                or (hopeless and state.attempt_number >= ATTEMPTS_UNREACHABLE)
            )

        retrying = Retrying(
            retry=retry_if_exception_type(PassingError),
            stop=stop,
            sleep=self._sleep,
            wait=_wait,
            before_sleep=before_sleep,
            reraise=True,
        )
        try:
            return retrying(attempt)
        finally:
            if failed:
                self._trouble.end()

    def _spent(self, state: RetryCallState) -> bool:
        """Whether the run's time for trying again does not allow another try; a new token is no retry to save."""
        if isinstance(_error(state), ExpiredError):
            return False
        spent = self._trouble.seconds() + state.upcoming_sleep > self._run_seconds
        if spent:
            log.warning("%s; not tried again, the run's time for that is spent", _error(state))
        return spent


def _error(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


def _wait(state: RetryCallState) -> float:
    backoff = wait_exponential_jitter(multiplier=0.25, max=20.0, jitter=0.5)(state)
    error = _error(state)
    if isinstance(error, ExpiredError):
        return error.after
    return max(backoff, error.after if isinstance(error, PassingError) else 0.0)


def _log_retry(state: RetryCallState) -> None:
    log.info(
        "%s; trying again in %.1f s",
        _error(state),
        state.next_action.sleep if state.next_action else 0.0,
    )
