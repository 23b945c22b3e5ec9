"""Technicians: shares of jobs, hours, recalls, ratings; and what everybody is paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from tests.figures.books import Books, Object, Tally, amount, calendar_day, duration, moment, month
from tests.figures.jobs import Jobs, Outcome, is_sold

Span = tuple[datetime, datetime]
NOBODY = 0
ROUNDING = Decimal(1)
"""Per cent by which splits may miss the whole because they were rounded."""


def shares(splits: Iterable[Object], ran: set[int]) -> dict[int, Decimal]:
    """Who has which part of a job, together 1."""
    parts: dict[int, Decimal] = defaultdict(Decimal)
    for split in splits:
        parts[split["technicianId"]] += amount(split["split"])
    whole = sum(parts.values(), Decimal())
    if whole > 0:
        if whole < 100 - ROUNDING:
            parts[NOBODY] += 100 - whole
            whole = Decimal(100)
        return {who: part / whole for who, part in parts.items()}
    return dict.fromkeys(ran, 1 / Decimal(len(ran))) if ran else {NOBODY: Decimal(1)}


def _technicians(books: Books) -> dict[int, set[int]]:
    """Who is assigned to each job."""
    found = books.of("appointment_assignments", "jobId")
    return {job: {one["technicianId"] for one in assigned} for job, assigned in found.items()}


def scorecard_by_day(books: Books) -> Tally:
    """mart_technician_scorecard_by_day: day, technician."""
    tally, ran = Tally(), _technicians(books)
    splits, rated = books.of("job_splits", "jobId"), books.of("technician_ratings", "jobId")
    for number, outcome in Jobs(books).completed.items():
        if outcome.completed_on:
            team = ran.get(number, set())
            _credit(tally, outcome, shares(splits.get(number, []), team), team)
            _blame(tally, outcome, ran)
            for rating in rated.get(number, []):
                key = (outcome.completed_on, rating["technicianId"])
                tally.add(key, ratings=1, rating_sum=amount(rating["rating"]))
    for estimate in books.counting("estimates"):
        sold_on = books.day(estimate["soldOn"])
        if is_sold(estimate) and sold_on:
            seller = estimate["soldBy"] or NOBODY
            tally.add((sold_on, seller), sold_estimates=1, sold_amount=amount(estimate["subtotal"]))
    for key, row in hours_by_day(books).rows.items():
        tally.add(key, job_hours=row["job_hours"], shift_hours=row["shift_hours"])
    return tally


def _credit(tally: Tally, outcome: Outcome, parts: dict[int, Decimal], team: set[int]) -> None:
    """Revenue goes by share; a job run counts in full for each who ran it."""
    day = outcome.completed_on
    for who, share in parts.items():
        earned = outcome.revenue * share
        tally.add((day, who), completed_revenue=earned, sold_hours=outcome.sold_hours * share)
        if who in team and outcome.is_opportunity:
            tally.add((day, who), opportunity_revenue=earned)
    for who in team:
        won = {"opportunities": outcome.is_opportunity, "converted_jobs": outcome.is_converted}
        tally.add((day, who), jobs_run=1, **won)


def _blame(tally: Tally, outcome: Outcome, ran: dict[int, set[int]]) -> None:
    """Going back to a job is credited to those who ran it."""
    for field, column in (("recallForId", "recalls_caused"), ("warrantyId", "warranties_caused")):
        if outcome.job[field]:
            for who in ran.get(outcome.job[field], {NOBODY}):
                tally.add((outcome.completed_on, who), **{column: 1})


def hours_by_day(books: Books) -> Tally:
    """fct_technician_days: day, technician."""
    entered = spans(books)
    tally = Tally()
    for kind, by_technician in entered.items():
        for who, found in by_technician.items():
            for begin, end in united(found):
                for day, length in books.hours_by_day(begin, end):
                    tally.add((day, who), **{f"{kind}_hours": length})
    for who, found in entered["shift"].items():
        taken = [*entered["time_off"].get(who, []), *entered["non_job"].get(who, [])]
        for begin, end in without(united(found), united(taken)):
            for day, length in books.hours_by_day(begin, end):
                tally.add((day, who), available_hours=length)
    return tally


def utilisation_by_month(books: Books) -> Tally:
    """mart_technician_utilisation_by_month: month, technician."""
    days = hours_by_day(books)
    tally = days.by_month()
    for (day, who), row in days.rows.items():
        tally.add((month(day), who), shift_days=row["shift_hours"] > 0)
    return tally


def spans(books: Books) -> dict[str, dict[int, list[Span]]]:
    """When each technician did what, by kind of entry."""
    found: dict[str, dict[int, list[Span]]] = {
        kind: defaultdict(list) for kind in ("shift", "on_call", "time_off", "non_job", "job", "drive")
    }
    kinds = {"Normal": "shift", "OnCall": "on_call", "TimeOff": "time_off"}
    for shift in books.counting("technician_shifts"):
        if kind := kinds.get(shift["shiftType"]):
            found[kind][shift["technicianId"]].append((moment(shift["start"]), moment(shift["end"])))
    for duty in books.counting("non_job_appointments"):
        begin = moment(duty["start"])
        day = books.day(duty["start"])
        span = books.whole_day(day) if duty["allDay"] and day else (begin, begin + duration(duty["duration"]))
        found["non_job"][duty["technicianId"]].append(span)
    for sheet in books.counting("job_timesheets"):
        times = [sheet["dispatchedOn"], sheet["arrivedOn"], sheet["doneOn"]]
        dispatched, arrived, done = (moment(text) if text else None for text in times)
        if arrived and done:
            found["job"][sheet["technicianId"]].append((arrived, done))
        if dispatched and arrived:
            found["drive"][sheet["technicianId"]].append((dispatched, arrived))
    return found


def united(stretches: Iterable[Span]) -> list[Span]:
    """The same time, each moment once."""
    found: list[Span] = []
    for begin, end in sorted(each for each in stretches if each[0] < each[1]):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def without(stretches: list[Span], taken: list[Span]) -> Iterator[Span]:
    """What is left of stretches; both are united."""
    for begin, end in stretches:
        left = begin
        for other, until in taken:
            if other < end and until > left:
                if left < other:
                    yield left, other
                left = max(left, until)
        if left < end:
            yield left, end


def payroll_by_month(books: Books) -> Tally:
    """mart_payroll_by_month: month, kind of employee, employee, kind of pay, kind of time."""
    tally = Tally()
    for item in books.counting("gross_pay_items"):
        day = pay_day(books, item)
        if day is None:
            continue
        key = (
            *(month(day), item["employeeType"], item["employeeId"] or NOBODY),
            *(item["grossPayItemType"], item["paidTimeType"]),
        )
        pay, adjustment = amount(item["amount"]), amount(item["amountAdjustment"])
        tally.add(
            key,
            pay_items=1,
            hours=amount(item["paidDurationHours"]),
            amount=pay,
            amount_adjustment=adjustment,
            gross_pay=pay + adjustment,
        )
    return tally


def pay_day(books: Books, item: Object) -> date | None:
    """The day pay is for."""
    return calendar_day(item["date"]) or books.day(item["startedOn"]) or books.day(item["createdOn"])
