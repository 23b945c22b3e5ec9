"""What jobs cost."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from tests.figures import revenue
from tests.figures.books import Books, Tally, amount, reference

KINDS = {"Material": "material", "Equipment": "equipment"}


def job_costing(books: Books) -> Tally:
    """mart_job_costing: job."""
    tally = Tally()
    for job in books.counting("jobs"):
        tally.add((job["id"],))
    burden = {number: amount(who["burdenRate"]) for number, who in books.known("technicians").items()}
    paid: dict[int, bool] = defaultdict(bool)
    for item in books.counting("gross_pay_items"):
        if key := _job(tally, item["jobId"]):
            worked = amount(item["paidDurationHours"])
            pay = amount(item["amount"]) + amount(item["amountAdjustment"])
            extra = worked * burden.get(item["employeeId"] or 0, Decimal())
            tally.add(key, paid_hours=worked, labor_pay=pay, labor_burden=extra, total_cost=pay + extra)
            paid[item["jobId"]] = True
    kinds = books.known("purchase_order_types")
    for order in books.counting("purchase_orders"):
        if order["status"] != "Canceled" and (key := _job(tally, order["jobId"])):
            untaxed = kinds.get(order["typeId"] or 0, {}).get("excludeTaxFromJobCosting")
            cost = amount(order["total"]) - (amount(order["tax"]) if untaxed else 0)
            tally.add(key, purchase_cost=cost, total_cost=cost)
    for line in revenue.lines(books):
        if key := _job(tally, reference(line.invoice, "job")):
            kind = KINDS.get(line.fields["type"], "other_item")
            tally.add(key, **{f"{kind}_cost": line.cost}, total_cost=line.cost)
            if line.is_income:
                known = line.cost != 0 or (kind == "other_item" and paid[key[0]])
                tally.add(key, revenue=line.amount, revenue_with_known_cost=line.amount * known)
    return tally


def _job(tally: Tally, number: int | None) -> tuple[int] | None:
    return (number,) if number and (number,) in tally.rows else None
