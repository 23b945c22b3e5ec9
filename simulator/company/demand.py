"""How jobs come in: calls, bookings and leads; and those that no job came of."""

from collections.abc import Mapping
from random import Random

from simulator import times
from simulator.company import people, words
from simulator.company.build import Sink
from simulator.company.reference import Reference
from simulator.company.work import Job

_KINDS = ("Unbooked", "Excused", "NotLead", "Abandoned", None)
_SOURCES = ("Website", "Chat", "Partner")


def add_demand(sink: Sink, dice: Random, reference: Reference, job: Job, until: int) -> None:
    """Write how a job came in, and now and then an attempt that came to nothing."""
    way = dice.random()
    if way < 0.7:
        job.call = _add_call(sink, dice, reference, job, "Booked", job.created)
    elif way < 0.85:
        job.booking = _add_booking(sink, dice, reference, job, "Converted", job.created)
    if way < 0.04:
        _add_lead(sink, dice, reference, job, "Converted", job.created)
    if dice.random() < 0.55:
        later = min(until, job.created + dice.randrange(1, 72) * times.HOUR)
        kind = dice.choices(_KINDS, (46, 20, 20, 10, 4))[0]
        call = _add_call(sink, dice, reference, job, kind, later)
        if kind == "Unbooked" and dice.random() < 0.2:
            _add_lead(sink, dice, reference, job, dice.choice(("Open", "Dismissed")), later, call)
    if dice.random() < 0.03:
        later = min(until, job.created + dice.randrange(1, 72) * times.HOUR)
        _add_booking(sink, dice, reference, job, dice.choice(("New", "Dismissed")), later)


def _add_call(sink: Sink, dice: Random, reference: Reference, job: Job, kind: str | None, when: int) -> int:
    """A call; one that was booked is about the job."""
    booked = kind == "Booked"
    seconds = dice.randrange(3, 20) if kind == "Abandoned" else dice.randrange(30, 720)
    agent = job.agent if booked else dice.choice(reference.agents)
    told = dice.choice(reference.call_reasons)
    fields: Mapping[str, object] = {
        "duration": f"00:{seconds // 60:02d}:{seconds % 60:02d}",
        "from": people.phone(dice),
        "to": "6145550100",
        "direction": "Outbound" if dice.random() < 0.12 else "Inbound",
        "status": "Completed",
        "type": kind,
        "reason": None if kind == "Abandoned" else {"id": told[0], "name": told[1]},
        "customer": _named(job.household.id, job.household.name) if booked else None,
        "location": _named(job.place.id, job.place.name) if booked else None,
        "campaign": {"id": job.campaign, "name": ""} if booked or dice.random() < 0.9 else None,
        "job": {"id": job.id, "number": job.number} if booked else None,
        "agent": None if kind == "Abandoned" else _named(*agent),
        "createdBy": _named(*agent),
        "active": dice.random() > 0.005,
    }
    return sink.add("calls", when, when, **fields)


def _named(key: int, name: str) -> dict[str, object]:
    return {"id": key, "name": name}


def _add_booking(sink: Sink, dice: Random, reference: Reference, job: Job, status: str, when: int) -> int:
    converted = status == "Converted"
    return sink.add(
        "bookings",
        when,
        when,
        source=dice.choice(_SOURCES),
        name=job.household.name,
        summary=dice.choice(words.PROBLEMS[job.unit.trade]),
        customerType="Commercial" if job.household.commercial else "Residential",
        start=times.text(when + times.DAY),
        campaignId=job.campaign,
        businessUnitId=job.unit.id,
        jobTypeId=job.job_type[0],
        jobId=job.id if converted else None,
        status=status,
        isFirstTimeClient=dice.random() < 0.4,
        externalId=str(when // times.SECOND),
        dismissingReasonId=dice.choice(reference.reasons) if status == "Dismissed" else None,
        active=dice.random() > 0.03,
    )


def _add_lead(
    sink: Sink, dice: Random, reference: Reference, job: Job, status: str, when: int, call: int | None = None
) -> None:
    sink.add(
        "leads",
        when,
        when,
        status=status,
        callId=call or job.call,
        campaignId=job.campaign,
        customerId=job.household.id,
        locationId=job.place.id,
        businessUnitId=job.unit.id,
        jobTypeId=job.job_type[0],
        createdById=job.agent[0],
        priority=dice.choice(("Low", "Normal", "High")),
        dismissingReasonId=dice.choice(reference.reasons) if status == "Dismissed" else None,
        active=dice.random() > 0.03,
    )


def add_costs(sink: Sink, dice: Random, reference: Reference, since: int, until: int) -> None:
    """Write what each campaign cost a day, month by month."""
    month = times.text(since)[:7]
    while month <= times.text(until)[:7]:
        year, number = int(month[:4]), int(month[5:])
        first = times.parse(f"{month}-01")
        for campaign in reference.campaigns:
            if dice.random() < 0.9:
                daily = dice.randrange(200, 9000) / 100
                made = max(since, min(first, until))
                cost = {"year": year, "month": number, "dailyCost": daily, "campaignId": campaign}
                sink.add("campaign-costs", made, made, **cost)
        month = f"{year + number // 12}-{number % 12 + 1:02d}"
