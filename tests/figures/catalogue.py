"""Which figure stands in which mart."""

from __future__ import annotations

from datetime import date

from tests.figures import (
    calls,
    customers,
    jobs,
    people,
    quality,
    sales,
    stock,
)
from tests.figures.columns import (
    BOOKING_RATE,
    CALLS,
    CANCELLATION_RATE,
    CANCELLATIONS,
    CUT,
    HOURS,
    ON_TIME,
    OPPORTUNITIES,
    SALES_RATES,
    SCORECARD,
    STOCK,
    TIMELINESS,
    UTILISATION,
    words,
)
from tests.figures.figure import Figure
from tests.figures.money import money
from tests.figures.views import views


def figures(today: date, past: list[date]) -> list[Figure]:
    """All of them. `today` is the tenant's; `past` are days whose receivables are looked at."""
    return [
        *_sales(today),
        *_marketing(today),
        *_service(),
        *_people(),
        _quality(),
        *money(today, past),
        *views(today),
    ]


def _sales(today: date) -> list[Figure]:
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
            words("sold_rate=sold_estimates/estimates average_days_to_close=days_to_close/closed"),
        ),
        Figure(
            "mart_estimate_pipeline",
            words("st_id age_band"),
            words("created_date age_days subtotal"),
            lambda books: sales.pipeline(books, today),
        ),
        Figure(
            "mart_customer_value",
            ("customer_id",),
            words(
                "merged_customers is_active completed_jobs opportunities is_repeat days_to_second_job revenue"
                " first_job_date second_job_date last_job_date first_revenue_date last_revenue_date"
            ),
            customers.value,
            ("revenue_per_job=revenue/completed_jobs",),
        ),
        Figure(
            "mart_customer_cohorts_by_month",
            words("month_start customer_type"),
            words("customers repeat_customers repeat_within_a_year completed_jobs revenue"),
            customers.cohorts,
            words(
                "repeat_rate=repeat_customers/customers repeat_rate_within_a_year=repeat_within_a_year/customers"
                " revenue_per_customer=revenue/customers"
            ),
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
            "mart_cancellation_reasons_by_month",
            words("month_start business_unit_id cancel_reason_id"),
            ("cancelled_jobs",),
            jobs.reasons_by_month,
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
                " utilisation=job_hours/shift_hours sold_hour_efficiency=sold_hours/job_hours"
                " average_rating=rating_sum/ratings"
            ),
        ),
        Figure(
            "fct_technician_days", words("work_date technician_id"), HOURS, people.hours_by_day, UTILISATION
        ),
        Figure(
            "mart_technician_utilisation_by_month",
            words("month_start technician_id"),
            (*HOURS, "shift_days"),
            people.utilisation_by_month,
            UTILISATION,
        ),
        Figure(
            "mart_payroll_by_month",
            words("month_start employee_type employee_id pay_type paid_time_type"),
            words("pay_items hours amount amount_adjustment gross_pay"),
            people.payroll_by_month,
            ("pay_per_hour=gross_pay/hours",),
        ),
    ]


def _quality() -> Figure:
    return Figure(
        "mart_data_quality",
        words("kind subject check_name"),
        words("affected_count total_count affected_amount"),
        quality.checks,
        ("affected_share=affected_count/total_count",),
    )
