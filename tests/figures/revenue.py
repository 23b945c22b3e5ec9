"""Revenue: income items, on the day and in the kind that ServiceTitan's definition gives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.figures.books import Books, Key, Object, Tally, amount, calendar_day, moment, number, reference

INCOME = "Income"


@dataclass(frozen=True)
class Line:
    """One line of an invoice that is not void."""

    invoice: Object
    job: Object | None
    """The job, counting or not, where it is known."""
    fields: Object
    kind: str | None
    day: date | None

    @property
    def amount(self) -> Decimal:
        return amount(self.fields.get("total"))

    @property
    def cost(self) -> Decimal:
        return amount(self.fields.get("totalCost"))

    @property
    def unit(self) -> int:
        return reference(self.fields, "businessUnit") or reference(self.invoice, "businessUnit")

    @property
    def changed(self) -> Decimal:
        """When the invoice or its job was changed last."""
        return max(number(moment(one["modifiedOn"])) for one in (self.invoice, self.job) if one)

    @property
    def is_income(self) -> bool:
        account = self.fields.get("generalLedgerAccount") or {}
        return (account.get("type") or INCOME) == INCOME


def lines(books: Books) -> Iterator[Line]:
    """Every line of every invoice that counts; `kind` and `day` only where it is revenue."""
    jobs, counting = books.known("jobs"), {job["id"] for job in books.counting("jobs")}
    apart = books.of("invoice_items", "invoiceId")
    for invoice in books.counting("invoices"):
        job = jobs.get(reference(invoice, "job"))
        kind, day = _kind(books, invoice, job if job and job["id"] in counting else None)
        for item in invoice.get("items") or apart.get(invoice["id"], []):
            line = Line(invoice, job, item, kind, day)
            yield line if line.is_income and day else Line(invoice, job, item, None, None)


def _kind(books: Books, invoice: Object, job: Object | None) -> tuple[str, date | None]:
    if invoice.get("adjustmentToId"):
        return "adjustment", calendar_day(invoice["invoiceDate"])
    if not reference(invoice, "job"):
        return "non_job", calendar_day(invoice["invoiceDate"])
    done = job is not None and job["jobStatus"] == "Completed"
    return "completed", books.day(job["completedOn"]) if job and done else None


def by_day(books: Books) -> Tally:
    """mart_revenue_by_day: day, business unit, job type, campaign."""
    tally = Tally()
    counted: dict[Key, set[tuple[str, int]]] = defaultdict(set)
    for line in lines(books):
        if line.day is None:
            continue
        job = line.job or {}
        key = (line.day, line.unit, job.get("jobTypeId") or 0, job.get("campaignId") or 0)
        tally.add(key, **{f"{line.kind}_revenue": line.amount}, total_revenue=line.amount)
        tally.raise_to(key, last_changed_on=line.changed)
        counted[key].add(("invoice_count", line.invoice["id"]))
        if line.kind == "completed":
            counted[key].add(("job_count", job["id"]))
    for where, found in counted.items():
        for column, _ in found:
            tally.add(where, **{column: 1})
    return tally


def of_jobs(books: Books) -> tuple[dict[int, Decimal], dict[int, Decimal]]:
    """Completed revenue of each job, and the hours sold with it."""
    revenue: dict[int, Decimal] = defaultdict(Decimal)
    sold_hours: dict[int, Decimal] = defaultdict(Decimal)
    for line in lines(books):
        if line.kind == "completed" and line.job:
            revenue[line.job["id"]] += line.amount
            sold_hours[line.job["id"]] += amount(line.fields.get("soldHours")) * amount(
                line.fields.get("quantity")
            )
    return revenue, sold_hours
