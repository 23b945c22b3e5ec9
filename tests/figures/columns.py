"""The columns that marts of one subject have in common."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """Names, as one writes them."""
    return tuple(text.split())


CUT = words("business_unit_id job_type_id campaign_id")
REVENUE = words("completed_revenue non_job_revenue adjustment_revenue total_revenue invoice_count job_count")
OPPORTUNITIES = words(
    "completed_jobs opportunities converted_jobs opportunity_revenue sales_opportunities closed_opportunities"
    " closed_sales"
)
SALES_RATES = words(
    "conversion_rate=converted_jobs/opportunities average_ticket=opportunity_revenue/opportunities"
    " close_rate=closed_opportunities/sales_opportunities closed_average_sale=closed_sales/closed_opportunities"
)
CANCELLATIONS = words("booked_jobs booked_jobs_cancelled cancelled_jobs")
CANCELLATION_RATE = ("cancellation_rate=booked_jobs_cancelled/booked_jobs",)
TIMELINESS = words("jobs lead_time_hours arrivals arrivals_on_time")
ON_TIME = words("average_lead_time_hours=lead_time_hours/jobs on_time_rate=arrivals_on_time/arrivals")
CALLS = words(
    "calls inbound_calls lead_calls booked_calls unbooked_calls inbound_booked_calls excused_calls not_lead_calls"
    " abandoned_calls unclassified_calls duration_seconds"
)
BOOKING_RATE = "booking_rate=booked_calls/lead_calls"
SCORECARD = words(
    "completed_revenue jobs_run opportunities converted_jobs opportunity_revenue sold_estimates sold_amount sold_hours"
    " job_hours shift_hours recalls_caused warranties_caused ratings"
)
HOURS = words("shift_hours on_call_hours time_off_hours non_job_hours available_hours job_hours drive_hours")
UTILISATION = ("utilisation=job_hours/shift_hours",)
MARGINS = words("known_cost_rate=revenue_with_known_cost/revenue gross_margin_rate=gross_margin/revenue")
MEMBERS = words(
    "active_at_start sold renewals_started resumed cancelled expired renewed suspended ended_while_suspended"
    " active_at_end recurring_revenue_at_end"
)
COSTS = words(
    "revenue material_cost equipment_cost other_item_cost labor_pay labor_burden purchase_cost total_cost"
    " revenue_with_known_cost"
)
STOCK = words(
    "received_quantity returned_quantity transferred_in_quantity transferred_out_quantity adjusted_quantity"
    " used_quantity net_quantity received_cost returned_cost adjusted_cost used_cost net_cost"
)
AGES = tuple(
    f"{band}_{what}"
    for band in ("current", "days_1_30", "days_31_60", "days_61_90", "over_90", "total")
    for what in ("count", "amount")
)
