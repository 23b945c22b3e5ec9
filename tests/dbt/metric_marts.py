"""Which tables say the same as the metrics, in columns of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


def sums(columns: str) -> dict[str, str]:
    """Metrics that are columns of the same name, added up."""
    return {column: f"sum({column})" for column in columns.split()}


def rates(**of: str) -> dict[str, str]:
    """Quotients of columns added up: `rate='part/whole'`."""
    parts = {name: quotient.split("/") for name, quotient in of.items()}
    return {name: f"sum({part}) / nullif(sum({whole}), 0)::numeric" for name, (part, whole) in parts.items()}


@dataclass(frozen=True)
class Mart:
    """A table, or the query of one, and the metrics whose figures can be had of it."""

    table: str
    figures: Mapping[str, str]
    month: str = "month_start"
    names: Mapping[str, str] = field(default_factory=dict)
    """Dimensions the metrics can be grouped by, and the column that should say the same."""
    where: str = "true"

    def by(self, figure: str, names: Sequence[str]) -> str:
        """The figures by some columns."""
        columns = ", ".join(names)
        return (
            f"select {columns}, {self.figures[figure]} from {self.table} as mart"
            f" where {self.where} group by {columns}"
        )


UNIT = {"business_unit__name": "business_unit_name"}
JOB_TYPE = {"job_type__name": "job_type_name"}
CAMPAIGN = {"campaign__name": "campaign_name"}
TECHNICIAN = {"technician__name": "technician_name"}

MOVEMENTS = ["sold", "cancelled", "expired", "renewed", "suspended"]

MARTS = [
    Mart(
        "analytics.mart_revenue_by_month",
        sums("completed_revenue non_job_revenue adjustment_revenue total_revenue"),
        names=UNIT | JOB_TYPE | CAMPAIGN,
    ),
    Mart(
        "analytics.mart_opportunities_by_month",
        sums("completed_jobs opportunities converted_jobs opportunity_revenue")
        | sums("sales_opportunities closed_opportunities closed_sales")
        | rates(
            conversion_rate="converted_jobs/opportunities",
            average_ticket="opportunity_revenue/opportunities",
            close_rate="closed_opportunities/sales_opportunities",
            closed_average_sale="closed_sales/closed_opportunities",
        ),
        names=UNIT | JOB_TYPE | CAMPAIGN,
    ),
    Mart(
        "(select *, date_trunc('month', sold_date::timestamp)::date as month_start from analytics.fct_estimates)",
        {"total_sales": "sum(subtotal)", "sold_estimates": "count(*)", "days_to_close": "sum(days_to_close)"}
        | {"average_days_to_close": "avg(days_to_close)"},
        where="is_sold and sold_date is not null",
    ),
    Mart(
        "(select *, date_trunc('month', sold_on at time zone 'America/Denver')::date as month_start"
        " from analytics.st_estimates where active and deleted_at is null and status = 'Sold')",
        {"total_sales": "sum(subtotal)"},
        names={"seller__name": "sold_by_name"},
    ),
    Mart(
        "analytics.mart_estimate_pipeline_by_month",
        {"open_estimates": "nullif(sum(open_estimates), 0)", "open_estimate_amount": "sum(open_amount)"},
        where="open_estimates > 0",
        names=UNIT,
    ),
    Mart(
        "analytics.mart_cancellations_by_month",
        sums("booked_jobs booked_jobs_cancelled cancelled_jobs")
        | rates(cancellation_rate="booked_jobs_cancelled/booked_jobs"),
        names=UNIT | JOB_TYPE,
    ),
    Mart(
        "analytics.mart_job_timeliness_by_month",
        sums("lead_time_hours arrivals arrivals_on_time")
        | {"first_appointments": "sum(jobs)"}
        | rates(average_lead_time_hours="lead_time_hours/jobs", on_time_rate="arrivals_on_time/arrivals"),
        names=UNIT,
    ),
    Mart(
        "analytics.mart_technician_utilisation_by_month",
        sums("job_hours shift_hours available_hours") | rates(utilisation="job_hours/shift_hours"),
        names=TECHNICIAN,
    ),
    Mart(
        "analytics.mart_technician_scorecard_by_month",
        sums("jobs_run sold_hours ratings")
        | {
            "technician_revenue": "sum(completed_revenue)",
            "technician_opportunities": "sum(opportunities)",
            "technician_converted_jobs": "sum(converted_jobs)",
            "technician_opportunity_revenue": "sum(opportunity_revenue)",
        }
        | rates(
            technician_conversion_rate="converted_jobs/opportunities",
            technician_average_ticket="opportunity_revenue/opportunities",
            sold_hour_efficiency="sold_hours/job_hours",
        ),
        names=TECHNICIAN,
    ),
    Mart(
        "(select *, date_trunc('month', activity_date::timestamp)::date as month_start"
        " from analytics.mart_technician_scorecard_by_day)",
        sums("rating_sum") | rates(average_rating="rating_sum/ratings"),
    ),
    Mart(
        "analytics.mart_technician_scorecard_by_month",
        {
            "recalls": "nullif(sum(recalls_caused), 0)",
            "warranty_jobs": "nullif(sum(warranties_caused), 0)",
        },
        month="",
        names=TECHNICIAN,
    ),
    Mart(
        "(select *, date_trunc('month', completed_date::timestamp)::date as month_start from analytics.fct_jobs)",
        {
            "recalls": "nullif(count(*) filter (where is_recall), 0)",
            "warranty_jobs": "nullif(count(*) filter (where is_warranty), 0)",
        },
        where="is_completed",
    ),
    Mart(
        "analytics.mart_gross_margin_by_month",
        sums("gross_margin revenue_with_known_cost")
        | {"job_revenue": "sum(revenue)", "job_cost": "sum(total_cost)"}
        | rates(gross_margin_rate="gross_margin/revenue", known_cost_rate="revenue_with_known_cost/revenue"),
        names=UNIT | JOB_TYPE,
    ),
    Mart(
        "analytics.mart_campaign_performance_by_month",
        {"marketing_cost": "sum(cost)"}
        | rates(
            cost_per_lead="cost/lead_calls",
            cost_per_booked_job="cost/booked_jobs",
            revenue_per_cost="completed_revenue/cost",
        ),
        names=CAMPAIGN,
    ),
    Mart(
        "(select *, date_trunc('month', call_date::timestamp)::date as month_start from analytics.fct_calls)",
        {
            "inbound_calls": "count(*) filter (where is_inbound)",
            "inbound_booked_calls": "count(*) filter (where is_inbound and call_type = 'Booked')",
            "lead_calls": "count(*) filter (where is_lead_call)",
            "booked_calls": "count(*) filter (where is_lead_call and is_booked)",
            "booking_rate": "avg(is_booked::integer) filter (where is_lead_call)",
            "raw_booking_rate": "avg(coalesce(call_type = 'Booked', false)::integer) filter (where is_inbound)",
        },
    ),
    Mart(
        "analytics.mart_csr_scorecard_by_month",
        {
            "agent_lead_calls": "sum(lead_calls)",
            "agent_booked_calls": "sum(booked_calls)",
            "agent_booked_jobs": "sum(booked_jobs)",
            "agent_booked_jobs_cancelled": "sum(booked_jobs_cancelled)",
            "agent_revenue": "sum(completed_revenue)",
        }
        | rates(
            agent_booking_rate="booked_calls/lead_calls",
            agent_cancellation_rate="booked_jobs_cancelled/booked_jobs",
        ),
        names={"agent_month__agent_name": "agent_name"},
    ),
    Mart(
        "analytics.mart_memberships_by_month",
        {f"memberships_{how}": f"sum({how})" for how in MOVEMENTS}
        | {
            "memberships_at_start": "sum(active_at_start)",
            "active_memberships": "sum(active_at_end)",
            "recurring_revenue": "sum(recurring_revenue_at_end)",
            "memberships_lost": "sum(cancelled + expired)",
            "churn": "sum(cancelled + expired) / nullif(sum(active_at_start), 0)",
        },
    ),
    Mart(
        "analytics.mart_customer_cohorts_by_month",
        sums("repeat_customers")
        | {"new_customers": "sum(customers)", "cohort_revenue": "sum(revenue)"}
        | rates(repeat_rate="repeat_customers/customers", revenue_per_customer="revenue/customers"),
        names={"cohort__customer_type": "customer_type"},
    ),
    Mart(
        "analytics.fct_gross_pay_items",
        sums("gross_pay") | {"paid_hours": "sum(hours)"} | rates(pay_per_hour="gross_pay/hours"),
        names={"pay_month__pay_type": "pay_type", "pay_month__employee_type": "employee_type"},
    ),
    Mart(
        "(select *, date_trunc('month', invoice_date::timestamp)::date as month_start from analytics.st_invoices)",
        {"ar_open": "sum(balance)"},
        where="status <> 'Void' and balance > 0",
    ),
    Mart("analytics.v_ar_aging", {"ar_open": "sum(total_amount)"}, month=""),
]

STOCKS = {
    "memberships_at_start": "sum(change) from analytics.fct_membership_movements where movement_date < first",
    "active_memberships": "sum(change) from analytics.fct_membership_movements where movement_date <= last",
    "recurring_revenue": (
        "sum(change * coalesce(monthly_price, 0)) from analytics.fct_membership_movements"
        " where movement_date <= last"
    ),
    "receivables": "sum(total_amount) from analytics.mart_ar_aging_as_of where as_of_date = last",
    "receivables_past_due": (
        "sum(total_amount - current_amount) from analytics.mart_ar_aging_as_of where as_of_date = last"
    ),
    "receivables_over_90": "sum(over_90_amount) from analytics.mart_ar_aging_as_of where as_of_date = last",
}
"""Levels, by what is known of the day before a period's `first`, or of its `last`."""
