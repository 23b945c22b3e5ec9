"""Phone calls: which are leads, which were booked, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.figures import revenue
from tests.figures.books import Books, Object, Tally, duration, hours, month, reference


@dataclass(frozen=True)
class Call:
    """One call that counts."""

    fields: Object
    day: date
    is_inbound: bool
    is_lead: bool

    @property
    def campaign(self) -> int:
        return reference(self.fields, "campaign")

    @property
    def agent(self) -> int:
        return reference(self.fields, "agent")

    @property
    def is_booked(self) -> bool:
        return self.is_lead and self.fields["type"] == "Booked"

    @property
    def length(self) -> timedelta:
        """How long it took."""
        return duration(self.fields["duration"])


def calls(books: Books) -> Iterator[Call]:
    """Calls that count."""
    reasons = books.known("call_reasons")
    for fields in books.counting("calls"):
        inbound = fields["direction"] == "Inbound"
        reason = reasons.get(reference(fields, "reason"), {})
        lead = inbound and fields["type"] in ("Booked", "Unbooked") and reason.get("isLead") is not False
        day = books.day(fields["createdOn"])
        if day:
            yield Call(fields, day, inbound, lead)


def booking_by_day(books: Books) -> Tally:
    """mart_call_booking_by_day: day, campaign, agent."""
    tally = Tally()
    for call in calls(books):
        kind = {"Excused": "excused", "NotLead": "not_lead", "Abandoned": "abandoned", None: "unclassified"}
        also = kind.get(call.fields["type"])
        tally.add(
            (call.day, call.campaign, call.agent),
            calls=1,
            inbound_calls=call.is_inbound,
            lead_calls=call.is_lead,
            booked_calls=call.is_booked,
            unbooked_calls=call.is_lead and not call.is_booked,
            inbound_booked_calls=call.is_inbound and call.fields["type"] == "Booked",
            duration_seconds=int(call.length.total_seconds()),
            **({f"{also}_calls": call.is_inbound} if also else {}),
        )
    return tally


def agents_by_month(books: Books) -> Tally:
    """mart_csr_scorecard_by_month: month, employee or technician who has the user account."""
    people: dict[int, int] = {}
    for table in ("employees", "technicians"):
        for number, fields in books.known(table).items():
            if fields.get("userId"):
                people.setdefault(fields["userId"], number)
    tally = Tally()
    for call in calls(books):
        tally.add(
            (month(call.day), people.get(call.agent, call.agent)),
            calls=1,
            inbound_calls=call.is_inbound,
            lead_calls=call.is_lead,
            booked_calls=call.is_booked,
            call_hours=hours(call.length),
        )
    for job in books.counting("jobs"):
        booked, user = books.day(job["createdOn"]), job["createdById"] or 0
        if booked:
            cancelled = job["jobStatus"] == "Canceled"
            tally.add((month(booked), people.get(user, user)), booked_jobs=1, booked_jobs_cancelled=cancelled)
    for line in revenue.lines(books):
        if line.kind == "completed" and line.job and line.day:
            user = line.job["createdById"] or 0
            tally.add((month(line.day), people.get(user, user)), completed_revenue=line.amount)
    return tally
