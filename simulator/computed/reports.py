"""The reports of every company.

Revenue is that of items: completed revenue are the items of a completed job's invoices by the day of completion,
adjustments those of adjusting invoices and non-job revenue those of invoices without a job, both by invoice date.
An item counts for its own business unit, failing that for its invoice's; voided invoices and deleted jobs do not
count, nor items booked to an account that is not one of income.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from simulator.computed.report import Books, Parameter, Report, Row, Values, within

_PERIOD = (
    Parameter("From", "From", "Date", required=True),
    Parameter("To", "To", "Date", required=True),
)
_UNITS = Parameter("BusinessUnitIds", "Business Units", "Number", many=True, dynamic_set="business-units")
_BY = ((1, "Completion Date"), (2, "Creation Date"))


def _business_unit_revenue(books: Books, asked: Values) -> list[Row]:
    jobs = {job["id"]: job for job in books.objects("jobs") if job["active"]}
    sums: defaultdict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for invoice in books.objects("invoices"):
        kind, day = _revenue_of(books, invoice, jobs)
        if not kind or not within(day, asked):
            continue
        for item in invoice["items"]:
            if (item.get("generalLedgerAccount") or {}).get("type") == "Income":
                unit = item.get("businessUnit") or invoice["businessUnit"]
                sums[unit["id"], kind] += Decimal(item["total"])
    finished = Counter(
        job["businessUnitId"]
        for job in jobs.values()
        if job["jobStatus"] == "Completed" and within(books.day(job["completedOn"]), asked)
    )
    wanted = set(asked.get("BusinessUnitIds") or [])
    units = (
        {unit["id"] for unit in books.objects("business-units") if unit["active"]}
        | {unit for unit, _ in sums}
        | set(finished)
    )
    return [
        _unit_row(books, unit, sums, finished[unit]) for unit in sorted(units) if not wanted or unit in wanted
    ]


def _revenue_of(books: Books, invoice: dict[str, Any], jobs: dict[int, dict[str, Any]]) -> tuple[str, str]:
    """Which revenue an invoice is and its day; an empty kind when it is none."""
    invoiced = str(invoice["invoiceDate"] or "")[:10]
    if not invoice["active"]:
        return "", ""
    if invoice["adjustmentToId"]:
        return "adjustment", invoiced
    if invoice["job"] is None:
        return "non-job", invoiced
    job = jobs.get(invoice["job"]["id"])
    if job is None or job["jobStatus"] != "Completed":
        return "", ""
    return "completed", books.day(job["completedOn"])


def _unit_row(books: Books, unit: int, sums: Mapping[tuple[int, str], Decimal], finished: int) -> Row:
    parts = [sums.get((unit, kind), Decimal()) for kind in ("completed", "non-job", "adjustment")]
    return [unit, books.name("business-units", unit), *parts, sum(parts, Decimal()), finished]


def _jobs(books: Books, asked: Values) -> list[Row]:
    field = "completedOn" if asked["DateType"] == 1 else "createdOn"
    return [
        [
            job["jobNumber"],
            job["jobStatus"],
            job["createdOn"],
            job["completedOn"],
            books.name("customers", job["customerId"]),
            books.name("business-units", job["businessUnitId"]),
            Decimal(str(job["total"])),
            job["noCharge"],
        ]
        for job in books.objects("jobs")
        if job["active"] and within(books.day(job[field]), asked)
    ]


def _technicians(books: Books, asked: Values) -> list[Row]:
    jobs = {
        job["id"]
        for job in books.objects("jobs")
        if job["active"] and job["jobStatus"] == "Completed" and within(books.day(job["completedOn"]), asked)
    }
    done = {
        (one["technicianId"], one["jobId"])
        for one in books.objects("appointment-assignments")
        if one["active"] and one["jobId"] in jobs
    }
    counts = Counter(technician for technician, _ in done)
    return [[key, books.name("technicians", key), counts[key]] for key in sorted(counts)]


CATEGORIES = {
    "business-unit-dashboard": "Business Unit Dashboard",
    "technician-dashboard": "Technician Dashboard",
    "operations": "Operations",
    "marketing": "Marketing",
}

REPORTS = (
    Report(
        175,
        "business-unit-dashboard",
        "Business Unit Revenue",
        "Completed, non-job and adjustment revenue by business unit.",
        (*_PERIOD, _UNITS),
        (
            ("BusinessUnitId", "Business Unit ID", "Number"),
            ("Name", "Name", "String"),
            ("CompletedRevenue", "Completed Revenue", "Number"),
            ("NonJobRevenue", "Non-Job Revenue", "Number"),
            ("AdjustmentRevenue", "Adjustment Revenue", "Number"),
            ("TotalRevenue", "Total Revenue", "Number"),
            ("CompletedJobs", "Completed Jobs", "Number"),
        ),
        _business_unit_revenue,
    ),
    Report(
        212,
        "technician-dashboard",
        "Technician Completed Jobs",
        "Jobs completed in the period by technician assigned.",
        _PERIOD,
        (
            ("TechnicianId", "Technician ID", "Number"),
            ("Name", "Name", "String"),
            ("CompletedJobs", "Completed Jobs", "Number"),
        ),
        _technicians,
    ),
    Report(
        301,
        "operations",
        "Jobs",
        "One row per job.",
        (*_PERIOD, Parameter("DateType", "Date Type", "Number", required=True, accepts=_BY)),
        (
            ("JobNumber", "Job #", "String"),
            ("Status", "Status", "String"),
            ("CreatedOn", "Created On", "Time"),
            ("CompletedOn", "Completed On", "Time"),
            ("CustomerName", "Customer Name", "String"),
            ("BusinessUnit", "Business Unit", "String"),
            ("Total", "Jobs Total", "Number"),
            ("NoCharge", "No Charge", "Boolean"),
        ),
        _jobs,
    ),
)

DYNAMIC_SETS = {"business-units": "business-units", "technicians": "technicians", "job-types": "job-types"}
"""Set -> the collection whose ids and names it consists of."""
