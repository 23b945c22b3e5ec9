"""What jobs cost."""

from __future__ import annotations

from decimal import Decimal

from tests.figures import revenue
from tests.figures.books import Books, Tally, amount, month, number, reference, round_half_up
from tests.figures.jobs import Jobs

KINDS = {"Material": "material", "Equipment": "equipment"}


def job_costing(books: Books) -> Tally:
    """mart_job_costing: job."""
    tally = Tally()
    for job in books.counting("jobs"):
        tally.add((job["id"],))
    paid = _add_pay(books, tally)
    _add_orders(books, tally)
    for line in revenue.lines(books):
        if key := _job(tally, reference(line.invoice, "job")):
            kind = KINDS.get(line.fields["type"], "other_item")
            tally.add(key, **{f"{kind}_cost": line.cost}, total_cost=line.cost)
            if line.is_income:
                known = line.cost != 0 or (kind == "other_item" and key in paid)
                tally.add(key, revenue=line.amount, revenue_with_known_cost=line.amount * known)
    completed = Jobs(books).completed
    for (job_id,), row in tally.rows.items():
        row["gross_margin"] = row["revenue"] - row["total_cost"]
        if job_id in completed:
            row["completed_date"] = number(completed[job_id].completed_on)
    return tally


def margin_by_month(books: Books) -> Tally:
    """mart_gross_margin_by_month: month of completion, the job's business unit, job type."""
    costing, tally = job_costing(books).rows, Tally()
    for job_id, outcome in Jobs(books).completed.items():
        if outcome.completed_on:
            job, row = outcome.job, costing[job_id,]
            key = (month(outcome.completed_on), job["businessUnitId"] or 0, job["jobTypeId"] or 0)
            tally.add(key, job_count=1, **row)
    return tally


def _add_pay(books: Books, tally: Tally) -> set[tuple[int]]:
    """Pay and burden of each job; gives the jobs that have some pay."""
    burden = {each: amount(who["burdenRate"]) for each, who in books.known("technicians").items()}
    paid = set()
    for item in books.counting("gross_pay_items"):
        if key := _job(tally, item["jobId"]):
            worked = amount(item["paidDurationHours"])
            pay = amount(item["amount"]) + amount(item["amountAdjustment"])
            technician = 0 if item["employeeType"] == "Employee" else item["employeeId"] or 0
            # Pay is in cents, and so is what is added to it.
            extra = round_half_up(worked * burden.get(technician, Decimal()))
            tally.add(key, paid_hours=worked, labor_pay=pay, labor_burden=extra, total_cost=pay + extra)
            paid.add(key)
    return paid


def _add_orders(books: Books, tally: Tally) -> None:
    kinds = books.known("purchase_order_types")
    for order in books.counting("purchase_orders"):
        if order["status"] != "Canceled" and (key := _job(tally, order["jobId"])):
            untaxed = kinds.get(order["typeId"] or 0, {}).get("excludeTaxFromJobCosting")
            cost = amount(order["total"]) - (amount(order["tax"]) if untaxed else 0)
            tally.add(key, purchase_cost=cost, total_cost=cost)


def _job(tally: Tally, job_id: int | None) -> tuple[int] | None:
    return (job_id,) if job_id and (job_id,) in tally.rows else None
