"""The reports of every company.

Revenue is that of items: completed revenue are the items of a completed job's invoices by the day of completion,
adjustments those of adjusting invoices and non-job revenue those of invoices without a job, both by invoice date.
An item counts for its own business unit, failing that for its invoice's; voided invoices and deleted jobs do not
count, nor items booked to an account that is not one of income. A technician's revenue is that of the jobs' splits, a
campaign's that of its jobs, adjustments left out.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from decimal import Decimal
from typing import Any

from simulator import times
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
            if _is_income(item):
                unit = item.get("businessUnit") or invoice["businessUnit"] or {"id": 0}
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
    finished = {
        job["id"]
        for job in books.objects("jobs")
        if job["active"] and job["jobStatus"] == "Completed" and within(books.day(job["completedOn"]), asked)
    }
    done = {
        (one["technicianId"], one["jobId"])
        for one in books.objects("appointment-assignments")
        if one["active"] and one["jobId"] in finished
    }
    counts = Counter(technician for technician, _ in done)
    income = _income_by_job(books, finished)
    shares: defaultdict[int, Decimal] = defaultdict(Decimal)
    for split in books.objects("job-splits"):
        if split["active"]:
            shares[split["technicianId"]] += income[split["jobId"]] * Decimal(str(split["split"])) / 100
    sales: defaultdict[int, Decimal] = defaultdict(Decimal)
    for estimate in books.objects("estimates"):
        sold = (estimate["status"] or {}).get("name") == "Sold" and within(
            books.day(estimate["soldOn"]), asked
        )
        if estimate["active"] and sold and estimate["soldBy"]:
            sales[estimate["soldBy"]] += Decimal(str(estimate["subtotal"]))
    keys = set(counts) | {key for key, share in shares.items() if share} | set(sales)
    return [
        [key, books.name("technicians", key), counts[key], round(shares[key], 2), sales[key]]
        for key in sorted(keys)
    ]


def _income_by_job(books: Books, finished: Set[int]) -> defaultdict[int, Decimal]:
    """Income of the invoices of these jobs that adjust no other."""
    income: defaultdict[int, Decimal] = defaultdict(Decimal)
    for invoice in books.objects("invoices"):
        if (
            not invoice["active"]
            or invoice["adjustmentToId"]
            or (invoice["job"] or {}).get("id") not in finished
        ):
            continue
        for item in invoice["items"]:
            if _is_income(item):
                income[invoice["job"]["id"]] += Decimal(item["total"])
    return income


def _is_income(item: Mapping[str, Any]) -> bool:
    return bool((item.get("generalLedgerAccount") or {}).get("type") == "Income")


def _campaigns(books: Books, asked: Values) -> list[Row]:
    leads, booked = Counter[int](), Counter[int]()
    for call in books.objects("calls"):
        lead = call["direction"] == "Inbound" and call["type"] in ("Booked", "Unbooked")
        if call["active"] and lead and call["campaign"] and within(books.day(call["createdOn"]), asked):
            leads[call["campaign"]["id"]] += 1
            booked[call["campaign"]["id"]] += call["type"] == "Booked"
    jobs = {
        job["id"]: job["campaignId"]
        for job in books.objects("jobs")
        if job["active"] and job["jobStatus"] == "Completed" and within(books.day(job["completedOn"]), asked)
    }
    revenue: defaultdict[int, Decimal] = defaultdict(Decimal)
    for job, income in _income_by_job(books, jobs.keys()).items():
        revenue[jobs[job]] += income
    costs: defaultdict[int, Decimal] = defaultdict(Decimal)
    for cost in books.objects("campaign-costs"):
        begin = times.parse(f"{cost['year']:04d}-{cost['month']:02d}-01")
        days = (times.text(begin + day * times.DAY)[:10] for day in range(31))
        inside = sum(day[:7] == times.text(begin)[:7] and within(day, asked) for day in days)
        costs[cost["campaignId"]] += Decimal(str(cost["dailyCost"])) * inside
    keys = sorted(set(leads) | set(revenue) | {key for key, cost in costs.items() if cost})
    return [
        [key, books.name("campaigns", key), leads[key], booked[key], revenue[key], costs[key]] for key in keys
    ]


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
            ("CompletedRevenue", "Completed Revenue", "Number"),
            ("TotalSales", "Total Sales", "Number"),
        ),
        _technicians,
    ),
    Report(
        411,
        "marketing",
        "Campaign Performance",
        "Lead calls, completed revenue of the campaign's jobs, and cost, by campaign.",
        _PERIOD,
        (
            ("CampaignId", "Campaign ID", "Number"),
            ("Name", "Name", "String"),
            ("LeadCalls", "Lead Calls", "Number"),
            ("BookedCalls", "Booked Calls", "Number"),
            ("CompletedRevenue", "Completed Revenue", "Number"),
            ("Cost", "Cost", "Number"),
        ),
        _campaigns,
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
