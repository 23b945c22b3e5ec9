"""Estimates, customers' value and campaigns."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date
from decimal import Decimal

from tests.figures import calls, revenue
from tests.figures.books import Books, Object, Tally, amount, month
from tests.figures.jobs import Jobs, is_sold


def sales_by_day(books: Books) -> Tally:
    """mart_estimate_sales_by_day: day of the sale, business unit, seller, job type, campaign."""
    jobs = {job["id"]: job for job in books.counting("jobs")}
    tally = Tally()
    for estimate in books.counting("estimates"):
        sold_on = books.day(estimate["soldOn"])
        if not is_sold(estimate) or sold_on is None:
            continue
        job = jobs.get(estimate["jobId"] or 0, {})
        key = (
            *(sold_on, estimate["businessUnitId"] or 0, estimate["soldBy"] or 0),
            *(job.get("jobTypeId") or 0, job.get("campaignId") or 0),
        )
        created = books.day(estimate["createdOn"])
        tally.add(
            key,
            sold_estimates=1,
            total_sales=amount(estimate["subtotal"]),
            sold_hours=sum((_hours(item) for item in estimate["items"] or []), Decimal()),
            days_to_close=(sold_on - created).days if created else 0,
        )
    return tally


def _hours(item: Object) -> Decimal:
    return amount((item.get("sku") or {}).get("soldHours")) * amount(item.get("qty"))


def pipeline_by_month(books: Books) -> Tally:
    """mart_estimate_pipeline_by_month: month in which estimates were made, business unit."""
    tally = Tally()
    for estimate in books.counting("estimates"):
        made = books.day(estimate["createdOn"])
        state = ((estimate.get("status") or {}).get("name") or "none").lower()
        value = amount(estimate["subtotal"])
        if made:
            tally.add(
                (month(made), estimate["businessUnitId"] or 0),
                estimates=1,
                amount=value,
                **{f"{state}_estimates": Decimal(1), f"{state}_amount": value},
            )
    return tally


def canonical_customers(books: Books) -> dict[int, int]:
    """Each customer and the one that stands for it: the end of its merges, in a circle the lowest id."""
    merged: dict[int, int] = {
        number: fields["mergedToId"]
        for number, fields in books.known("customers").items()
        if fields.get("mergedToId")
    }
    found: dict[int, int] = {}
    for number in {*books.known("customers"), *merged.values()}:
        path = [number]
        while path[-1] in merged and merged[path[-1]] not in path:
            path.append(merged[path[-1]])
        after = merged.get(path[-1])
        circle = path[path.index(after) :] if after else path[-1:]
        found[number] = min(circle)
    return found


def customer_value(books: Books) -> Tally:
    """mart_customer_value: customer."""
    stands_for = canonical_customers(books)
    tally = Tally()
    done: dict[int, list[date]] = defaultdict(list)
    for outcome in Jobs(books).completed.values():
        owner = outcome.job["customerId"] or 0
        who = stands_for.get(owner, owner)
        tally.add((who,), completed_jobs=1, opportunities=outcome.is_opportunity)
        if outcome.completed_on:
            done[who].append(outcome.completed_on)
    for line in revenue.lines(books):
        if line.day:
            owner = (line.invoice.get("customer") or {}).get("id") or 0
            tally.add((stands_for.get(owner, owner),), revenue=line.amount)
    for who, days in done.items():
        if len(days) > 1:
            first, second = sorted(days)[:2]
            tally.add((who,), is_repeat=1, days_to_second_job=(second - first).days)
    return tally


def campaigns_by_month(books: Books, today: date) -> Tally:
    """mart_campaign_performance_by_month: month, campaign."""
    tally = Tally()
    for cost in books.counting("campaign_costs"):
        first = date(cost["year"], cost["month"], 1)
        days = min(monthrange(first.year, first.month)[1], (today - first).days + 1)
        if days > 0 and amount(cost["dailyCost"]):
            tally.add((first, cost["campaignId"] or 0), cost=amount(cost["dailyCost"]) * days)
    for call in calls.calls(books):
        if call.is_inbound:
            tally.add(
                (month(call.day), call.campaign),
                inbound_calls=1,
                lead_calls=call.is_lead,
                booked_calls=call.is_booked,
            )
    for job in books.counting("jobs"):
        booked = books.day(job["createdOn"])
        if booked:
            cancelled = job["jobStatus"] == "Canceled"
            tally.add((month(booked), job["campaignId"] or 0), booked_jobs=1, booked_jobs_cancelled=cancelled)
    for line in revenue.lines(books):
        if line.kind == "completed" and line.job and line.day:
            tally.add((month(line.day), line.job["campaignId"] or 0), completed_revenue=line.amount)
    return tally
