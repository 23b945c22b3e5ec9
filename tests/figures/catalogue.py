"""Which figure stands in which mart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tests.figures import calls, costs, jobs, members, people, receivables, revenue, sales, stock
from tests.figures.books import Books, Tally
from tests.figures.columns import (
    AGES,
    BOOKING_RATE,
    CALLS,
    CANCELLATION_RATE,
    CANCELLATIONS,
    COSTS,
    CUT,
    HOURS,
    MEMBERS,
    ON_TIME,
    OPPORTUNITIES,
    REVENUE,
    SALES_RATES,
    SCORECARD,
    STOCK,
    TIMELINESS,
    words,
)


@dataclass(frozen=True)
class Figure:
    """A mart, the columns that name a row of it, its figures, and the same reckoned from the API's objects."""

    mart: str
    keys: tuple[str, ...]
    values: tuple[str, ...]
    reckon: Callable[[Books], Tally]
    rates: tuple[str, ...] = ()
    """Quotients of these figures, as `rate=part/whole`."""
    where: str = "true"


def figures(today: date, past: list[date]) -> list[Figure]:
    """All of them. `today` is the tenant's; `past` are days whose receivables are looked at."""
    return [*_sales(), *_marketing(today), *_service(), *_people(), *_finance(today, past)]


def _sales() -> list[Figure]:
    pipeline = words(
        "estimates open_estimates sold_estimates dismissed_estimates amount open_amount sold_amount dismissed_amount"
    )
    return [
        Figure(
            "mart_opportunities_by_day",
            ("opportunity_date", *CUT),
            OPPORTUNITIES,
            jobs.opportunities,
            SALES_RATES,
        ),
        Figure(
            "mart_opportunities_by_month",
            ("month_start", *CUT),
            OPPORTUNITIES,
            lambda books: jobs.opportunities(books).by_month(),
            SALES_RATES,
        ),
        Figure(
            "mart_estimate_sales_by_day",
            words("sold_date business_unit_id sold_by_id job_type_id campaign_id"),
            words("sold_estimates total_sales sold_hours days_to_close"),
            sales.sales_by_day,
        ),
        Figure(
            "mart_estimate_pipeline_by_month",
            words("month_start business_unit_id"),
            pipeline,
            sales.pipeline_by_month,
            ("sold_rate=sold_estimates/estimates",),
        ),
        Figure(
            "mart_customer_value",
            ("customer_id",),
            words("completed_jobs opportunities is_repeat days_to_second_job revenue"),
            sales.customer_value,
            ("revenue_per_job=revenue/completed_jobs",),
        ),
    ]


def _marketing(today: date) -> list[Figure]:
    return [
        Figure(
            "mart_call_booking_by_day",
            words("call_date campaign_id agent_id"),
            CALLS,
            calls.booking_by_day,
            (BOOKING_RATE, "raw_booking_rate=inbound_booked_calls/inbound_calls"),
        ),
        Figure(
            "mart_csr_scorecard_by_month",
            words("month_start agent_id"),
            words(
                "calls inbound_calls lead_calls booked_calls call_hours booked_jobs booked_jobs_cancelled"
                " completed_revenue"
            ),
            calls.agents_by_month,
            (BOOKING_RATE, *CANCELLATION_RATE),
        ),
        Figure(
            "mart_campaign_performance_by_month",
            words("month_start campaign_id"),
            words(
                "cost inbound_calls lead_calls booked_calls booked_jobs booked_jobs_cancelled completed_revenue"
            ),
            lambda books: sales.campaigns_by_month(books, today),
            (
                *(BOOKING_RATE, "cost_per_lead=cost/lead_calls"),
                *("cost_per_booked_job=cost/booked_jobs", "revenue_per_cost=completed_revenue/cost"),
            ),
        ),
    ]


def _service() -> list[Figure]:
    return [
        Figure(
            "mart_cancellations_by_day",
            ("calendar_date", *CUT),
            CANCELLATIONS,
            jobs.cancellations,
            CANCELLATION_RATE,
        ),
        Figure(
            "mart_cancellations_by_month",
            ("month_start", *CUT[:2]),
            CANCELLATIONS,
            lambda books: jobs.cancellations(books).by_month(lambda rest: rest[:2]),
            CANCELLATION_RATE,
        ),
        Figure(
            "mart_job_timeliness_by_day",
            ("first_appointment_date", *CUT[:2]),
            TIMELINESS,
            jobs.timeliness,
            ON_TIME,
        ),
        Figure(
            "mart_job_timeliness_by_month",
            ("month_start", CUT[0]),
            TIMELINESS,
            lambda books: jobs.timeliness(books).by_month(lambda rest: rest[:1]),
            ON_TIME,
        ),
        Figure(
            "mart_inventory_movements_by_month",
            words("month_start inventory_location_id sku_id"),
            STOCK,
            stock.by_month,
        ),
    ]


def _people() -> list[Figure]:
    return [
        Figure(
            "mart_technician_scorecard_by_day",
            words("activity_date technician_id"),
            (*SCORECARD, "rating_sum"),
            people.scorecard_by_day,
        ),
        Figure(
            "mart_technician_scorecard_by_month",
            words("month_start technician_id"),
            SCORECARD,
            lambda books: people.scorecard_by_day(books).by_month(),
            words(
                "average_ticket=opportunity_revenue/opportunities conversion_rate=converted_jobs/opportunities"
                " utilisation=job_hours/shift_hours"
            ),
        ),
        Figure("fct_technician_days", words("work_date technician_id"), HOURS, people.hours_by_day),
        Figure(
            "mart_technician_utilisation_by_month",
            words("month_start technician_id"),
            HOURS,
            lambda books: people.hours_by_day(books).by_month(),
            ("utilisation=job_hours/shift_hours",),
        ),
        Figure(
            "mart_payroll_by_month",
            words("month_start employee_type employee_id pay_type paid_time_type"),
            words("pay_items hours amount amount_adjustment gross_pay"),
            people.payroll_by_month,
            ("pay_per_hour=gross_pay/hours",),
        ),
    ]


def _finance(today: date, past: list[date]) -> list[Figure]:
    days = ", ".join(f"'{day}'" for day in past)
    return [
        Figure("mart_revenue_by_day", ("revenue_date", *CUT), REVENUE, revenue.by_day),
        Figure(
            "mart_revenue_by_month",
            ("month_start", *CUT),
            REVENUE,
            lambda books: revenue.by_day(books).by_month(),
        ),
        Figure(
            "mart_memberships_by_month",
            words("month_start business_unit_id membership_type_id"),
            MEMBERS,
            lambda books: members.by_month(books, today),
        ),
        Figure(
            "mart_job_costing",
            ("job_id",),
            (*COSTS, "paid_hours"),
            costs.job_costing,
            ("known_cost_rate=revenue_with_known_cost/revenue",),
        ),
        Figure(
            "mart_gross_margin_by_month",
            ("month_start", *CUT[:2]),
            (*COSTS, "job_count", "gross_margin"),
            costs.margin_by_month,
            ("gross_margin_rate=gross_margin/revenue",),
        ),
        Figure("v_ar_aging", CUT[:1], AGES, lambda books: receivables.aging(books, today)),
        Figure(
            "mart_ar_aging_as_of",
            ("as_of_date", CUT[0]),
            AGES,
            lambda books: receivables.aging_as_of(books, past),
            where=f"as_of_date in ({days})",
        ),
    ]
