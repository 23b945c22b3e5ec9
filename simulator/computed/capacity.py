"""Capacity: how many hours of which technicians are free in the days ahead."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from simulator import times
from simulator.server.errors import ApiError
from simulator.state import Company

_FRAMES = (12, 16)
"""At which hours (UTC) the time frames of a day begin."""
_HOURS = 4
_DAYS_AHEAD = 14
_WAITING = ("Scheduled", "Dispatched", "Working")


class CapacityRequest(msgspec.Struct, rename="camel"):
    """What capacity is asked for."""

    starts_on_or_after: str
    ends_on_or_before: str
    skill_based_availability: bool
    business_unit_ids: list[int] | None = None
    job_type_id: int | None = None


@dataclass(frozen=True)
class _Frame:
    start: int
    end: int


def capacity(company: Company, body: bytes) -> dict[str, object]:
    """The availabilities per time frame and business unit, at most 14 days ahead.

    Raises ApiError 400 for a body that lacks something or has times that cannot be read.
    """
    try:
        asked = msgspec.json.decode(body, type=CapacityRequest)
        start, end = times.parse(asked.starts_on_or_after), times.parse(asked.ends_on_or_before)
    except (msgspec.DecodeError, ValueError) as error:
        raise ApiError(400, request=str(error)) from error
    now = company.clock.now()
    frames = _frames(start, min(end, now + _DAYS_AHEAD * times.DAY))
    units = asked.business_unit_ids or [key for key, unit in _active(company, "business-units").items()]
    booked = _booked(company, frames)
    crews = _crews(company)
    found = [_availability(frame, unit, crews.get(unit, []), booked) for frame in frames for unit in units]
    return {"timeStamp": times.text(now), "availabilities": found}


def _frames(start: int, end: int) -> list[_Frame]:
    frames, day = [], times.midnight(start)
    while day < end:
        for hour in _FRAMES:
            frame = _Frame(day + hour * times.HOUR, day + (hour + _HOURS) * times.HOUR)
            if frame.start >= start and frame.end <= end:
                frames.append(frame)
        day += times.DAY
    return frames


def _active(company: Company, resource: str) -> dict[Any, dict[str, Any]]:
    records = company.collections[resource].by_id()
    return {record.id: msgspec.json.decode(record.body) for record in records if record.active}


def _crews(company: Company) -> dict[int, list[dict[str, Any]]]:
    crews: dict[int, list[dict[str, Any]]] = {}
    for technician in _active(company, "technicians").values():
        crews.setdefault(technician["businessUnitId"], []).append(technician)
    return crews


def _booked(company: Company, frames: list[_Frame]) -> Counter[tuple[int, int]]:
    """Hours, in ticks, already taken: by start of the frame and business unit."""
    taken: Counter[tuple[int, int]] = Counter()
    jobs = company.collections["jobs"]
    if not frames:
        return taken
    for visit in _active(company, "appointments").values():
        start, end = times.parse(visit["start"]), times.parse(visit["end"])
        late = start >= frames[-1].end or end <= frames[0].start
        if late or visit["status"] not in _WAITING or visit["jobId"] not in jobs:
            continue
        unit = msgspec.json.decode(jobs[visit["jobId"]].body)["businessUnitId"]
        for frame in frames:
            taken[frame.start, unit] += max(0, min(end, frame.end) - max(start, frame.start))
    return taken


def _availability(
    frame: _Frame, unit: int, crew: list[dict[str, Any]], booked: Counter[tuple[int, int]]
) -> dict[str, object]:
    total = Decimal(len(crew) * _HOURS)
    taken = Decimal(booked[frame.start, unit]) / times.HOUR
    left = max(Decimal(0), total - taken)
    start, end = times.text(frame.start), times.text(frame.end)
    return {
        "start": start,
        "end": end,
        "startUtc": start,
        "endUtc": end,
        "businessUnitIds": [unit],
        "totalAvailability": total,
        "openAvailability": left,
        "technicians": [
            {"id": one["id"], "name": one["name"], "status": "Available", "hasRequiredSkills": True}
            for one in crew
        ],
        "isAvailable": left > 0,
        "isExceedingIdealBookingPercentage": taken * 10 > total * 9,
    }
