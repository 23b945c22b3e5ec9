"""Estimates and campaigns."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from tests.figures import calls, revenue
from tests.figures.books import Books, Object, Tally, amount, moment, month, number
from tests.figures.jobs import is_sold

PIPELINE_BANDS = ((7, "0-7"), (30, "8-30"), (60, "31-60"), (90, "61-90"))


def sales_by_day(books: Books) -> Tally:
    """mart_estimate_sales_by_day: day of the sale, business unit, seller, job type, campaign."""
    jobs = books.known("jobs")
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


def _state(estimate: Object) -> str:
    return ((estimate.get("status") or {}).get("name") or "none").lower()


def pipeline_by_month(books: Books) -> Tally:
    """mart_estimate_pipeline_by_month: month in which estimates were made, business unit."""
    tally = Tally()
    for estimate in books.counting("estimates"):
        made, sold_on = books.day(estimate["createdOn"]), books.day(estimate["soldOn"])
        state, value = _state(estimate), amount(estimate["subtotal"])
        if made:
            key = (month(made), estimate["businessUnitId"] or 0)
            tally.add(
                key, estimates=1, amount=value, **{f"{state}_estimates": Decimal(1), f"{state}_amount": value}
            )
            if state == "sold" and sold_on:
                tally.add(key, closed=1, days_to_close=(sold_on - made).days)
    return tally


def pipeline(books: Books, today: date) -> Tally:
    """mart_estimate_pipeline: open estimate, in words how old it is."""
    tally = Tally()
    for estimate in books.counting("estimates"):
        made = books.day(estimate["createdOn"])
        if made and _state(estimate) == "open":
            age = (today - made).days
            band = next((name for most, name in PIPELINE_BANDS if age <= most), "over 90")
            tally.add(
                (estimate["id"], band),
                created_date=number(made),
                age_days=age,
                subtotal=amount(estimate["subtotal"]),
            )
    return tally


def conversion(books: Books) -> Tally:
    """v_estimate_conversion: all estimates made in the last 90 days."""
    tally, since = Tally(), datetime.now(UTC) - timedelta(90)
    for estimate in books.counting("estimates"):
        if moment(estimate["createdOn"]) >= since:
            state = _state(estimate)
            sold = amount(estimate["subtotal"]) if state == "sold" else 0
            tally.add((), total_estimates=1, sold_value=sold, **{f"{state}_estimates": 1})
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
