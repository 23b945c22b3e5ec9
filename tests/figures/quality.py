"""What is amiss in the records: how many lack what figures need, or name what was never returned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from tests.figures import revenue
from tests.figures.books import Books, Object, Tally, amount, reference
from tests.figures.calls import calls
from tests.figures.jobs import Jobs, is_sold, last_cancellations

GOODS = ("Material", "Equipment")
REFERENCES = (
    # subject, records as counted, what is named, in which field, and where such things are known.
    *(
        ("fct_jobs", "jobs", name, f"{name}Id", table)
        for name, table in (
            ("businessUnit", "business_units"),
            *(("campaign", "campaigns"), ("customer", "customers")),
            *(("jobType", "job_types"), ("location", "locations")),
        )
    ),
    *(
        ("fct_calls", "calls", name, name, table)
        for name, table in (("campaign", "campaigns"), ("job", "jobs"), ("reason", "call_reasons"))
    ),
    *(
        ("st_invoices", "invoices", name, name, table)
        for name, table in (("businessUnit", "business_units"), ("customer", "customers"), ("job", "jobs"))
    ),
    ("fct_estimates", "estimates", "customer", "customerId", "customers"),
    ("fct_estimates", "estimates", "job", "jobId", "jobs"),
    ("fct_gross_pay_items", "gross_pay_items", "job", "jobId", "jobs"),
    ("fct_memberships", "memberships", "customer", "customerId", "customers"),
    ("st_appointments", "appointments", "job", "jobId", "jobs"),
    ("st_payments", "payments", "customer", "customer", "customers"),
)


@dataclass(frozen=True)
class Gap:
    """Records that a check looks at, which of them lack something, and the money in it."""

    subject: str
    name: str
    looked_at: Iterable[Any]
    lacks: Callable[[Any], bool]
    money: Callable[[Any], Decimal] = lambda _: Decimal()


def checks(books: Books) -> Tally:
    """mart_data_quality: kind, table, check."""
    tally = Tally()
    gaps = (*_of_jobs(books), *_of_sales(books), *_of_calls(books), *_of_books(books))
    for gap in gaps:
        _count(tally, "missing value", gap)
    for subject, table, name, field, target in REFERENCES:
        there = (one for one in books.counting(table) if table != "memberships" or one["status"] != "Deleted")
        named = [number for fields in there if (number := _named(fields, field))]
        known = books.known(target)
        what = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
        check = f"{table}_with_unknown_{what}"
        _count(tally, "unknown reference", Gap(subject, check, named, partial(_is_unknown, known)))
    _count(tally, "unknown reference", _lost(books))
    return tally


def _count(tally: Tally, kind: str, gap: Gap) -> None:
    for one in gap.looked_at:
        lacks = gap.lacks(one)
        tally.add(
            (kind, gap.subject, gap.name),
            total_count=1,
            affected_count=lacks,
            affected_amount=gap.money(one) if lacks else 0,
        )


def _named(fields: Object, field: str) -> int:
    return reference(fields, field) if isinstance(fields.get(field), dict) else fields.get(field) or 0


def _is_unknown(known: dict[int, Object], named: int) -> bool:
    return named not in known


def _lacks(field: str) -> Callable[[Object], bool]:
    return lambda fields: not _named(fields, field)


def _of_jobs(books: Books) -> Iterator[Gap]:
    subject, outcomes, billed = "fct_jobs", Jobs(books), _billed(books)
    jobs, logs = outcomes.all, last_cancellations(books)
    completed = list(outcomes.completed.values())
    for name, field in (
        *(("business_unit", "businessUnitId"), ("job_type", "jobTypeId"), ("campaign", "campaignId")),
    ):
        yield Gap(subject, f"jobs_without_{name}", jobs, _lacks(field))
    yield Gap(
        subject,
        "completed_jobs_without_day",
        completed,
        lambda one: one.completed_on is None,
        lambda one: billed[one.job["id"]],
    )
    charged = [one for one in completed if not one.job["noCharge"]]
    yield Gap(subject, "completed_jobs_without_revenue", charged, lambda one: one.revenue == 0)
    yield Gap(
        subject,
        "cancelled_jobs_without_reason",
        [job for job in jobs if job["jobStatus"] == "Canceled"],
        lambda job: not logs.get(job["id"], {}).get("reasonId"),
    )


def _billed(books: Books) -> dict[int, Decimal]:
    """What was billed for each job, adjustments apart."""
    found: dict[int, Decimal] = defaultdict(Decimal)
    for invoice in books.counting("invoices"):
        if not invoice.get("adjustmentToId"):
            found[reference(invoice, "job")] += amount(invoice["subTotal"])
    return found


def _of_sales(books: Books) -> Iterator[Gap]:
    estimates = list(books.counting("estimates"))
    sold = [one for one in estimates if is_sold(one)]
    yield Gap("fct_estimates", "estimates_without_job", estimates, _lacks("jobId"))
    yield Gap("fct_estimates", "sold_estimates_without_day", sold, _lacks("soldOn"))
    yield Gap("fct_estimates", "sold_estimates_without_seller", sold, _lacks("soldBy"))
    begun = [one for one in books.counting("memberships") if one["status"] != "Deleted"]
    yield Gap("fct_memberships", "memberships_without_seller", begun, _lacks("soldById"))
    reached = {
        contact["customerId"]
        for contact in books.counting("customer_contacts")
        if contact["type"] in ("Phone", "MobilePhone", "Email") and (contact["value"] or "").strip()
    }
    yield Gap(
        "st_customers",
        "customers_without_contact",
        books.counting("customers"),
        lambda one: one["id"] not in reached,
    )


def _of_calls(books: Books) -> Iterator[Gap]:
    inbound = [call.fields for call in calls(books) if call.is_inbound]
    yield Gap("fct_calls", "inbound_calls_unclassified", inbound, lambda call: call["type"] is None)
    yield Gap("fct_calls", "inbound_calls_without_campaign", inbound, _lacks("campaign"))
    answered = [call for call in inbound if call["type"] != "Abandoned"]
    yield Gap("fct_calls", "inbound_calls_without_agent", answered, _lacks("agent"))


def _of_books(books: Books) -> Iterator[Gap]:
    lines, invoices = list(revenue.lines(books)), list(books.counting("invoices"))
    for name, lacks in (
        ("items_without_account", lambda line: not line.fields.get("generalLedgerAccount")),
        ("items_without_business_unit", lambda line: not line.unit),
    ):
        yield Gap("fct_invoice_items", name, lines, lacks, lambda line: line.amount)
    goods = [line for line in lines if line.is_income and line.fields["type"] in GOODS]
    yield Gap(
        *("fct_invoice_items", "items_without_cost", goods),
        *(lambda line: line.cost == 0, lambda line: line.amount),
    )
    yield Gap("st_invoices", "invoices_without_customer", invoices, _lacks("customer"))
    yield Gap("st_invoices", "invoices_without_due_date", invoices, _lacks("dueDate"))
    yield Gap(
        "st_invoices",
        "invoices_without_date",
        invoices,
        _lacks("invoiceDate"),
        lambda one: amount(one["subTotal"]) * _dated_by_itself(one),
    )
    paid = [item for item in books.counting("gross_pay_items") if item["grossPayItemType"] == "TimesheetTime"]
    yield Gap(
        "fct_gross_pay_items", "paid_time_without_hours", paid, lambda one: not one["paidDurationHours"]
    )


def _dated_by_itself(invoice: Object) -> bool:
    """Whether the day of its revenue is its own."""
    return bool(invoice.get("adjustmentToId")) or not reference(invoice, "job")


def _lost(books: Books) -> Gap:
    counting = {job["id"] for job in books.counting("jobs")}
    of_jobs = [
        line
        for line in revenue.lines(books)
        if line.is_income and reference(line.invoice, "job") and not line.invoice.get("adjustmentToId")
    ]
    return Gap(
        *("fct_invoice_items", "items_of_jobs_that_do_not_count", of_jobs),
        *(lambda line: reference(line.invoice, "job") not in counting, lambda line: line.amount),
    )
