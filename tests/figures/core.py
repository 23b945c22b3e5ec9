"""Sums that stand beside records: of business units, technicians, jobs and invoices."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal

from tests.figures.books import Books, Object, Tally, amount, calendar_day, number, reference

AT_WORK = ("Scheduled", "Dispatched", "InProgress")


def _bills(books: Books) -> dict[int, list[Object]]:
    """Invoices that count by job."""
    found: dict[int, list[Object]] = defaultdict(list)
    for invoice in books.counting("invoices"):
        found[reference(invoice, "job")].append(invoice)
    return found


def _sum(invoices: list[Object], field: str) -> Decimal:
    return sum((amount(invoice[field]) for invoice in invoices), Decimal())


def business_units(books: Books) -> Tally:
    """st_business_units: business unit."""
    jobs, tally = books.of("jobs", "businessUnitId"), Tally()
    for record in books.records("business_units"):
        own = jobs.get(record.id, [])
        at_work = sum(job["jobStatus"] in AT_WORK for job in own)
        tally.add((record.id,), total_jobs=len(own), active_jobs=at_work)
    return tally


def technicians(books: Books) -> Tally:
    """st_technicians: technician."""
    bills, tally = _bills(books), Tally()
    jobs = {job["id"]: job for job in books.counting("jobs")}
    assigned = books.of("appointment_assignments", "technicianId")
    for record in books.records("technicians"):
        own = {one["jobId"] for one in assigned.get(record.id, [])} & jobs.keys()
        tally.add(
            (record.id,),
            total_jobs=len(own),
            completed_jobs=sum(jobs[job]["jobStatus"] == "Completed" for job in own),
            total_revenue=sum((_sum(bills[job], "total") for job in own), Decimal()),
        )
    return tally


def jobs(books: Books) -> Tally:
    """st_jobs: job, counting or not."""
    bills, tally = _bills(books), Tally()
    for record in books.records("jobs"):
        own = bills[record.id]
        tally.add((record.id,), invoice_total=_sum(own, "total"), balance=_sum(own, "balance"))
    return tally


def invoices(books: Books) -> Tally:
    """st_invoices: invoice, counting or not; its state in words."""
    paid: dict[int, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    dates: dict[int, list[Decimal]] = defaultdict(list)
    for payment in books.counting("payments"):
        for part in payment.get("appliedTo") or []:
            paid[part["appliedTo"]][payment["id"]] += amount(part["appliedAmount"])
            dates[part["appliedTo"]].append(number(_midnight(payment["date"])))
    tally = Tally()
    for record in books.records("invoices"):
        parts = paid[record.id]
        status = _status(record.fields, record.counts, sum(parts.values(), Decimal()))
        tally.add(
            (record.id, status),
            paid_amount=sum(parts.values(), Decimal()),
            payment_count=len(parts),
            paid_on=max(dates[record.id], default=Decimal()) if status == "Paid" else 0,
        )
    return tally


def _midnight(text: str | None) -> datetime | None:
    day = calendar_day(text)
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None


def _status(invoice: Object, counts: bool, paid: Decimal) -> str:
    total = amount(invoice["total"])
    states = (
        ("Void", not counts),
        ("Credit", total < 0),
        ("Zero", total == 0),
        ("Paid", amount(invoice["balance"]) <= 0),
        ("Partial", paid > 0),
    )
    return next((name for name, holds in states if holds), "Open")
