"""Which periods of a custom report are to be read now, and in which order."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from types import MappingProxyType

from extract.custom_reports_file import Dates, ReportSpec
from extract.plan import PERIODS, SLACK

ONE_DAY = timedelta(days=1)
FAILED_PAUSE = timedelta(hours=1)
"""A period that could not be read is tried again after this time."""


@dataclass(frozen=True)
class Period:
    """The days a report is read for, both included; without days, the report as it is at the moment."""

    start: date | None = None
    end: date | None = None

    def __str__(self) -> str:
        if self.start is None:
            return "the whole report"
        return f"{self.start}" if self.start == self.end else f"{self.start} to {self.end}"


WHOLE = Period()


@dataclass(frozen=True)
class LastRead:
    """When a period was read last, or could not be, and for which definition of the report."""

    read_at: datetime
    definition: str


def definition(spec: ReportSpec) -> str:
    """Checksum of what decides a period's rows: the report asked for, its parameters, the step, privacy."""
    step = (spec.dates.step, spec.dates.start, spec.dates.end) if spec.dates else None
    # The name counts only where there is no id: a report with an id keeps its rows when it is renamed.
    asked = [spec.category, spec.id or spec.title, spec.parameters, step]
    asked += [spec.privacy] if spec.privacy else []
    return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _next_start(start: date, dates: Dates) -> date:
    if dates.step == "day":
        return start + ONE_DAY
    return (start.replace(day=1) + timedelta(days=32)).replace(day=1)


def all_periods(spec: ReportSpec, today: date) -> Iterator[Period]:
    """Every period up to the one that `today` lies in; the first month begins with its first day asked for."""
    if spec.dates is None:
        yield WHOLE
        return
    start = spec.dates.since
    while start <= today:
        following = _next_start(start, spec.dates)
        yield Period(start, following - ONE_DAY)
        start = following


def due_periods(
    spec: ReportSpec,
    last: Mapping[Period, LastRead],
    now: datetime,
    zone: tzinfo,
    *,
    at_once: bool,
    failed: Mapping[Period, LastRead] = MappingProxyType({}),
) -> list[Period]:
    """What to read now, the most useful first.

    The period of today comes first, then those never read, latest first, then those to be read again, longest ago
    first. Read again are periods that were last read before their look-back had passed, at the report's own pace. Those
    that could not be read the last time come at the end, so that they keep no other waiting.

    Args:
        last: what was read so far. zone: the business's, whose calendar cuts the days.
        at_once: read again what is not final however short ago it was read.
        failed: what could not be read the last time.
    """
    today, wanted = now.astimezone(zone).date(), definition(spec)
    pause = timedelta.min if at_once else PERIODS[spec.every] - SLACK
    fresh: list[Period] = []
    again: list[tuple[datetime, Period]] = []
    late: list[tuple[datetime, Period]] = []
    for period in all_periods(spec, today):
        read, failure = last.get(period), failed.get(period)
        if failure is not None and failure.definition == wanted:
            if at_once or now - failure.read_at >= FAILED_PAUSE - SLACK:
                late.append((failure.read_at, period))
        elif read is None or read.definition != wanted:
            fresh.append(period)
        elif not _final(spec, period, read.read_at.astimezone(zone).date()) and now - read.read_at >= pause:
            again.append((read.read_at, period))
    fresh.reverse()
    repeated = _longest_ago_first(again)
    current = [period for period in repeated if period.end and period.end >= today]
    others = [period for period in repeated if period not in current]
    return [*current, *fresh, *others, *_longest_ago_first(late)]


def _longest_ago_first(periods: list[tuple[datetime, Period]]) -> list[Period]:
    return [period for _, period in sorted(periods, key=lambda item: item[0])]


def _final(spec: ReportSpec, period: Period, read_on: date) -> bool:
    """Whether a period need not be read again once it was read on that day."""
    if spec.dates is None or period.end is None:
        return False
    return read_on > period.end + timedelta(days=spec.dates.look_back)
