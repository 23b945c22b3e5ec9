"""Revenue beside what ServiceTitan's own report said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from tests.figures import revenue
from tests.figures.books import (
    Books,
    Key,
    Record,
    Tally,
    amount,
    calendar_day,
    month,
    number,
    reference,
)

KINDS = ("completed_revenue", "non_job_revenue", "adjustment_revenue", "total_revenue")
TOTAL = KINDS[-1]
COUNTED, VOID, NO_INCOME = "counted", "invoice is void", "account is no income"


def check(books: Books) -> Tally:
    """mart_revenue_check: month, business unit, status."""
    read_on = _months(books)
    found = Tally()
    for told in books.counting("report_revenue"):
        key = (month(date.fromisoformat(told["period_start"])), int(told["business_unit_id"] or 0))
        found.add(key, **{f"report_{kind}": amount(told[kind]) for kind in KINDS})
    for (day, unit, *_), row in revenue.by_day(books).rows.items():
        if month(day) in read_on:
            found.add((month(day), unit), **{kind: row[kind] for kind in KINDS})
    changed, tally = set(_changed(books, read_on)), Tally()
    for (first, unit), row in found.rows.items():
        equal = all(row[kind] == row[f"report_{kind}"] for kind in KINDS)
        status = "equal" if equal else "outdated" if (first, unit) in changed else "different"
        difference = row[TOTAL] - row[f"report_{TOTAL}"]
        tally.add((first, unit, status), difference=difference, report_read_on=read_on[first], **row)
    return tally


def _months(books: Books) -> dict[date, Decimal]:
    """The months that the report was read for, whole, and when that was first."""
    found: dict[date, list[Decimal]] = defaultdict(list)
    for period in books.counting("report_periods"):
        read_at = number(datetime.fromisoformat(period["read_at"]))
        found[month(date.fromisoformat(period["period_start"]))].append(read_at)
    return {first: min(times) for first, times in found.items()}


def _changed(books: Books, read_on: dict[date, Decimal]) -> Iterator[Key]:
    """Rows with something that changed after the report was read: in them now, or there no more."""
    for line in revenue.lines(books):
        if line.day and line.changed > read_on.get(month(line.day), line.changed):
            yield month(line.day), line.unit
    now = _parts(books)
    for part, value in _parts(books.earlier).items():
        if now.get(part) != value:
            day, unit, *_ = part
            yield month(day), unit


def _parts(books: Books) -> dict[tuple[date, int, str | None, int], Decimal]:
    found: dict[tuple[date, int, str | None, int], Decimal] = defaultdict(Decimal)
    for line in revenue.lines(books):
        if line.day:
            found[line.day, line.unit, line.kind, line.invoice["id"]] += line.amount
    return found


def differences(books: Books) -> Tally:
    """mart_revenue_differences: month, business unit, status, invoice, kind of revenue, why it is none."""
    off = {
        (first, unit): (status, row["difference"])
        for (first, unit, status), row in check(books).rows.items()
        if status != "equal"
    }
    jobs = {record.id: record for record in books.records("jobs")}
    apart, tally = books.of("invoice_items", "invoiceId"), Tally()
    for record in books.records("invoices"):
        invoice = record.fields
        kind, day, why = _of_invoice(books, record, jobs.get(reference(invoice, "job")))
        for item in invoice.get("items") or apart.get(record.id, []):
            line = revenue.Line(invoice, None, item, kind, day)
            if day is None or (month(day), line.unit) not in off:
                continue
            status, difference = off[month(day), line.unit]
            reason = why if why == VOID or line.is_income else NO_INCOME
            if reason == COUNTED and not item.get("generalLedgerAccount"):
                reason = "counted without account"
            counts = reason.startswith(COUNTED)
            key = (month(day), line.unit, status, record.id, kind if counts else "none", reason)
            tally.add(key, amount=line.amount)
            tally.rows[key] |= {
                "difference_of_month": difference,
                "invoice_date": number(calendar_day(invoice["invoiceDate"])),
                "revenue_date": number(day if counts else None),
            }
    for (*_, reason), row in tally.rows.items():
        sign = 1 if reason.startswith(COUNTED) else -1
        row["would_explain_it"] = Decimal(row["difference_of_month"] == sign * row["amount"])
    return tally


def _of_invoice(books: Books, invoice: Record, job: Record | None) -> tuple[str, date | None, str]:
    """Which revenue its items are or would be, on which day, and whether they are or why not."""
    fields, dated = invoice.fields, calendar_day(invoice.fields["invoiceDate"])
    if fields.get("adjustmentToId") or not reference(fields, "job"):
        kind = "adjustment" if fields.get("adjustmentToId") else "non_job"
        return kind, dated, COUNTED if invoice.counts else VOID
    there = job.fields if job and job.counts else None
    completed = there is not None and there["jobStatus"] == "Completed"
    done = books.day(there["completedOn"]) if there and completed else None
    why = "job is not completed"
    if completed:
        why = COUNTED if done else "job has no time of completion"
    elif there is None:
        why = "job is inactive, deleted or unknown"
    return "completed", done or dated, why if invoice.counts else VOID
