"""Jobs: opportunities and conversion, cancellations, lead time and arrivals."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from tests.figures import revenue
from tests.figures.books import (
    Books,
    Key,
    Object,
    Tally,
    amount,
    hours,
    moment,
    month,
    reference,
    round_half_up,
)


@dataclass(frozen=True)
class Outcome:
    """What became of a job."""

    job: Object
    completed_on: date | None
    revenue: Decimal
    sold_hours: Decimal
    is_opportunity: bool
    is_converted: bool


class Jobs:
    """The jobs of a tenant that count."""

    def __init__(self, books: Books) -> None:
        self.books = books

    @cached_property
    def all(self) -> list[Object]:
        return list(self.books.counting("jobs"))

    @cached_property
    def estimates(self) -> dict[int, list[Object]]:
        return self.books.of("estimates", "jobId")

    def threshold(self, job: Object) -> Decimal:
        """What must be sold on it for it to be a sale."""
        kind = self.books.known("job_types").get(job.get("jobTypeId") or 0, {})
        return amount(kind.get("soldThreshold"))

    @cached_property
    def completed(self) -> dict[int, Outcome]:
        """Completed jobs by id."""
        subtotals: dict[int, Decimal] = defaultdict(Decimal)
        for invoice in self.books.counting("invoices"):
            if not invoice.get("adjustmentToId"):
                subtotals[reference(invoice, "job")] += amount(invoice["subTotal"])
        earned, sold_hours = revenue.of_jobs(self.books)
        found = {}
        for job in self.all:
            if job["jobStatus"] != "Completed":
                continue
            sold = meets(subtotals[job["id"]], self.threshold(job))
            found[job["id"]] = Outcome(
                job,
                self.books.day(job["completedOn"]),
                earned[job["id"]],
                sold_hours[job["id"]],
                is_opportunity=sold or not job["noCharge"],
                is_converted=sold,
            )
        return found


def meets(value: Decimal, threshold: Decimal) -> bool:
    """Whether something was sold."""
    return value > 0 and value >= threshold


def is_sold(estimate: Object) -> bool:
    return (estimate.get("status") or {}).get("name") == "Sold"


def cut(day: date | None, job: Object) -> Key:
    """What marts of jobs are cut by."""
    return (day, job["businessUnitId"] or 0, job["jobTypeId"] or 0, job["campaignId"] or 0)


def opportunities(books: Books) -> Tally:
    """mart_opportunities_by_day: day, business unit, job type, campaign."""
    jobs, tally = Jobs(books), Tally()
    for outcome in jobs.completed.values():
        if outcome.completed_on:
            tally.add(
                cut(outcome.completed_on, outcome.job),
                completed_jobs=1,
                opportunities=outcome.is_opportunity,
                converted_jobs=outcome.is_converted,
                opportunity_revenue=outcome.revenue * outcome.is_opportunity,
            )
    for job in jobs.all:
        estimates = jobs.estimates.get(job["id"])
        if not estimates:
            continue
        first = min(moment(estimate["createdOn"]) for estimate in estimates)
        sold = sum((amount(estimate["subtotal"]) for estimate in estimates if is_sold(estimate)), Decimal())
        closed = meets(sold, jobs.threshold(job))
        tally.add(
            cut(books.day(first.isoformat()[:-6]), job),
            sales_opportunities=1,
            closed_opportunities=closed,
            closed_sales=sold * closed,
        )
    return tally


def cancellations(books: Books) -> Tally:
    """mart_cancellations_by_day: day, business unit, job type, campaign."""
    logs, tally = last_cancellations(books), Tally()
    for job in books.counting("jobs"):
        cancelled = job["jobStatus"] == "Canceled"
        if booked := books.day(job["createdOn"]):
            tally.add(cut(booked, job), booked_jobs=1, booked_jobs_cancelled=cancelled)
        if job["id"] in logs:
            tally.add(cut(books.day(logs[job["id"]]["createdOn"]), job), cancelled_jobs=1)
    return tally


def last_cancellations(books: Books) -> dict[int, Object]:
    """What was logged last of each job that is cancelled now, where something was."""
    logs = books.of("job_canceled_logs", "jobId")
    return {
        job["id"]: max(logs[job["id"]], key=lambda log: (moment(log["createdOn"]), log["id"]))
        for job in books.counting("jobs")
        if job["jobStatus"] == "Canceled" and job["id"] in logs
    }


def reasons_by_month(books: Books) -> Tally:
    """mart_cancellation_reasons_by_month: month, business unit, reason."""
    logs, tally = last_cancellations(books), Tally()
    for job in books.counting("jobs"):
        log = logs.get(job["id"])
        if log and (day := books.day(log["createdOn"])):
            tally.add((month(day), job["businessUnitId"] or 0, log["reasonId"] or 0), cancelled_jobs=1)
    return tally


def timeliness(books: Books) -> Tally:
    """mart_job_timeliness_by_day: day of the first appointment, business unit, job type."""
    appointments, tally = books.of("appointments", "jobId"), Tally()
    arrivals = books.of("job_timesheets", "appointmentId")
    for job in books.counting("jobs"):
        usable = [one for one in appointments.get(job["id"], []) if not one["unused"]]
        if job["jobStatus"] == "Canceled" or not usable:
            continue
        start = min((one["start"] for one in usable), key=moment)
        arrived = [
            (moment(sheet["arrivedOn"]), sheet["id"], one["arrivalWindowEnd"])
            for one in appointments[job["id"]]
            for sheet in arrivals.get(one["id"], [])
            if sheet["arrivedOn"]
        ]
        at, _, window = min(arrived, default=(None, 0, None))
        booked = moment(job["createdOn"]) if job["createdOn"] else moment(start)
        held = at is not None and window is not None
        tally.add(
            cut(books.day(start), job)[:3],
            jobs=1,
            lead_time_hours=round_half_up(hours(moment(start) - booked)),
            arrivals=held,
            arrivals_on_time=held and at is not None and window is not None and at <= moment(window),
        )
    return tally
