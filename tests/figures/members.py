"""Memberships: how many were active, what changed it, and what they bring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.figures.books import Books, Object, Tally, amount, calendar_day, moment, month

ENDS = ("Canceled", "Expired", "Deleted")
NAMES = {"Active": "resumed", "Suspended": "suspended", "Expired": "expired"}
MONTHS = {"Monthly": 1, "EveryOtherMonth": 2, "Quarterly": 3, "BiAnnual": 6, "Annual": 12}
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Movement:
    """What happened to a membership on a day, and by how many it changed those active."""

    membership: Object
    name: str
    day: date
    change: int


class Members:
    """The memberships of a tenant that count and have begun."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._changes = books.of("membership_status_changes", "membershipId")
        self.begun = {
            one["id"]: one
            for one in books.counting("memberships")
            if one["status"] != "Deleted" and not self._never_began(one)
        }
        self.renewals = {
            one["renewedById"]
            for one in books.counting("memberships")
            if one["renewedById"] and one["status"] != "Deleted"
        }
        self._types = books.known("membership_types")

    def start(self, one: Object) -> date | None:
        return calendar_day(one["from"]) or self._books.day(one["createdOn"])

    def _never_began(self, one: Object) -> bool:
        cancelled, start = calendar_day(one["cancellationDate"]), self.start(one)
        return bool(one["status"] == "Canceled" and cancelled and start and cancelled < start)

    def movements(self) -> Iterator[Movement]:
        """All of them, of each membership in their order."""
        for one in self.begun.values():
            if start := self.start(one):
                name = "renewal_started" if one["id"] in self.renewals else "sold"
                yield Movement(one, name, start, 1)
                yield from self._later(one, start)

    def _later(self, one: Object, start: date) -> Iterator[Movement]:
        told = sorted(
            self._changes.get(one["id"], []), key=lambda each: (moment(each["createdOn"]), each["id"])
        )
        steps = [(each["newStatus"], self._books.day(each["createdOn"])) for each in told]
        if one["status"] != (steps[-1][0] if steps else "Active"):
            steps.append((one["status"], self._books.day(one["modifiedOn"])))
        if not steps:
            return
        # The last one may be dated back, or ahead; then what was told before it cannot have come later.
        last, told_on = steps.pop()
        own = {"Canceled": one["cancellationDate"], "Expired": one["to"]}.get(last)
        ended = max(start, calendar_day(own) or told_on or start)
        steps.append((last, ended))
        status = "Active"
        for position, (new, day) in enumerate(steps, 1):
            if new != status and not (new in ENDS and status in ENDS):
                name = NAMES.get(new, "cancelled")
                if name == "expired" and position == len(steps) and one["renewedById"] in self.begun:
                    name = "renewed"
                when = min(max(start, day or start), ended)
                yield Movement(one, name, when, (new == "Active") - (status == "Active"))
            status = new

    def price(self, one: Object) -> Decimal:
        """What it brings per month."""
        options = [
            option
            for option in self._types.get(one["membershipTypeId"], {}).get("durationBilling") or []
            if option["billingFrequency"] == one["billingFrequency"] and option.get("active") is not False
        ]
        if not options:
            return Decimal()
        option = min(options, key=lambda each: (each["duration"] != one["duration"], options.index(each)))
        if one["billingFrequency"] == "OneTime":
            first, again, months = option["salePrice"], option["renewalPrice"], option["duration"]
        else:
            first, again = option["billingPrice"], option["renewalPrice"]
            months = MONTHS[one["billingFrequency"]]
        chosen = again if one["id"] in self.renewals and again is not None else first
        return (amount(chosen) / months).quantize(CENT) if chosen is not None and months else Decimal()


def by_month(books: Books, today: date) -> Tally:
    """mart_memberships_by_month: month, business unit, type."""
    members, tally = Members(books), Tally()
    this = month(today)
    for moved in members.movements():
        one = moved.membership
        group = (one["businessUnitId"] or 0, one["membershipTypeId"] or 0)
        if moved.day > today:
            continue
        first = month(moved.day)
        columns = {"renewal_started": "renewals_started"}
        ended = moved.name in ("cancelled", "expired", "renewed")
        tally.add(
            (first, *group),
            **{columns.get(moved.name, moved.name): 1},
            ended_while_suspended=ended and moved.change == 0,
        )
        value = members.price(one) * moved.change
        while first <= this:
            tally.add((first, *group), active_at_end=moved.change, recurring_revenue_at_end=value)
            first = (first.replace(day=28) + (date(2024, 1, 5) - date(2024, 1, 1))).replace(day=1)
            if first <= this:
                tally.add((first, *group), active_at_start=moved.change)
    return tally
