"""Which figure stands in which mart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tests.figures import calls, costs, jobs, members, people, receivables, revenue, sales, stock
from tests.figures.books import Books, Tally


@dataclass(frozen=True)
class Figure:
    """A mart, the columns that name a row of it, its figures, and the same reckoned from the API's objects."""

    mart: str
    keys: tuple[str, ...]
    values: tuple[str, ...]
    reckon: Callable[[Books], Tally]
    where: str = "true"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def figures(today: date, past: list[date]) -> list[Figure]:
    """All of them. `today` as the server has it; `past` are days whose receivables are looked at."""
    cut = _words("business_unit_id job_type_id campaign_id")
    bands = ("current", "days_1_30", "days_31_60", "days_61_90", "over_90", "total")
    ages = tuple(f"{band}_{what}" for band in bands for what in ("count", "amount"))
    return [
        Figure(
            "mart_revenue_by_day",
            ("revenue_date", *cut),
            _words(
                "completed_revenue non_job_revenue adjustment_revenue total_revenue invoice_count job_count"
            ),
            revenue.by_day,
        ),
        Figure(
            "mart_opportunities_by_day",
            ("opportunity_date", *cut),
            _words(
                "completed_jobs opportunities converted_jobs opportunity_revenue sales_opportunities"
                " closed_opportunities closed_sales"
            ),
            jobs.opportunities,
        ),
        Figure(
            "mart_cancellations_by_day",
            ("calendar_date", *cut),
            _words("booked_jobs booked_jobs_cancelled cancelled_jobs"),
            jobs.cancellations,
        ),
        Figure(
            "mart_job_timeliness_by_day",
            _words("first_appointment_date business_unit_id job_type_id"),
            _words("jobs lead_time_hours arrivals arrivals_on_time"),
            jobs.timeliness,
        ),
        Figure(
            "mart_estimate_sales_by_day",
            _words("sold_date business_unit_id sold_by_id job_type_id campaign_id"),
            _words("sold_estimates total_sales sold_hours days_to_close"),
            sales.sales_by_day,
        ),
        Figure(
            "mart_estimate_pipeline_by_month",
            _words("month_start business_unit_id"),
            _words(
                "estimates open_estimates sold_estimates dismissed_estimates amount open_amount sold_amount"
                " dismissed_amount"
            ),
            sales.pipeline_by_month,
        ),
        Figure(
            "mart_customer_value",
            ("customer_id",),
            _words("completed_jobs opportunities is_repeat days_to_second_job revenue"),
            sales.customer_value,
        ),
        Figure(
            "mart_campaign_performance_by_month",
            _words("month_start campaign_id"),
            _words(
                "cost inbound_calls lead_calls booked_calls booked_jobs booked_jobs_cancelled completed_revenue"
            ),
            sales.campaigns_by_month,
        ),
        Figure(
            "mart_call_booking_by_day",
            _words("call_date campaign_id agent_id"),
            _words(
                "calls inbound_calls lead_calls booked_calls unbooked_calls inbound_booked_calls excused_calls"
                " not_lead_calls abandoned_calls unclassified_calls duration_seconds"
            ),
            calls.booking_by_day,
        ),
        Figure(
            "mart_csr_scorecard_by_month",
            _words("month_start agent_id"),
            _words(
                "calls inbound_calls lead_calls booked_calls call_hours booked_jobs booked_jobs_cancelled"
                " completed_revenue"
            ),
            calls.agents_by_month,
        ),
        Figure(
            "mart_technician_scorecard_by_day",
            _words("activity_date technician_id"),
            _words(
                "completed_revenue jobs_run opportunities converted_jobs opportunity_revenue sold_estimates"
                " sold_amount sold_hours job_hours shift_hours recalls_caused warranties_caused ratings rating_sum"
            ),
            people.scorecard_by_day,
        ),
        Figure(
            "fct_technician_days",
            _words("work_date technician_id"),
            _words(
                "shift_hours on_call_hours time_off_hours non_job_hours available_hours job_hours drive_hours"
            ),
            people.hours_by_day,
        ),
        Figure(
            "mart_payroll_by_month",
            _words("month_start employee_type employee_id pay_type paid_time_type"),
            _words("pay_items hours amount amount_adjustment gross_pay"),
            people.payroll_by_month,
        ),
        Figure(
            "mart_memberships_by_month",
            _words("month_start business_unit_id membership_type_id"),
            _words(
                "active_at_start sold renewals_started resumed cancelled expired renewed suspended active_at_end"
                " recurring_revenue_at_end"
            ),
            lambda books: members.by_month(books, today),
        ),
        Figure(
            "mart_job_costing",
            ("job_id",),
            _words(
                "revenue material_cost equipment_cost other_item_cost paid_hours labor_pay labor_burden"
                " purchase_cost total_cost revenue_with_known_cost"
            ),
            costs.job_costing,
        ),
        Figure(
            "mart_inventory_movements_by_month",
            _words("month_start inventory_location_id sku_id"),
            _words(
                "received_quantity returned_quantity transferred_in_quantity transferred_out_quantity"
                " adjusted_quantity used_quantity net_quantity received_cost returned_cost adjusted_cost used_cost"
                " net_cost"
            ),
            stock.by_month,
        ),
        Figure(
            "v_ar_aging", ("business_unit_id",), ages, lambda books: receivables.aging(books, today)
        ),
        Figure(
            "mart_ar_aging_as_of",
            _words("as_of_date business_unit_id"),
            ages,
            lambda books: receivables.aging_as_of(books, past),
            where="as_of_date in (" + ", ".join(f"'{day}'" for day in past) + ")",
        ),
    ]
