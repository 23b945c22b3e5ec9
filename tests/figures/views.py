"""Which figure stands in which view, and in which table of records."""

from __future__ import annotations

from datetime import date

from tests.figures import core, customers, desk, receivables, sales
from tests.figures.columns import AGES, words
from tests.figures.figure import Figure


def views(today: date) -> list[Figure]:
    """Those of views and of the tables of records. `today` is the tenant's."""
    jobs = words("created_on invoice_total balance")
    return [
        Figure("v_ar_aging", ("business_unit_id",), AGES, lambda books: receivables.aging(books, today)),
        Figure(
            "v_estimate_conversion",
            (),
            words("total_estimates sold_estimates open_estimates dismissed_estimates sold_value"),
            sales.conversion,
            words("avg_sold_value=sold_value/sold_estimates close_rate=sold_estimates/total_estimates"),
        ),
        Figure(
            "v_customers_complete",
            ("st_id",),
            words(
                "balance total_jobs job_count completed_jobs first_job_date last_job_date lifetime_value"
                " lifetime_revenue outstanding_balance open_estimates"
            ),
            customers.complete,
        ),
        Figure(
            "v_jobs_by_customer",
            words("customer_id job_id"),
            jobs,
            lambda books: customers.jobs_of(books, "customers", "customerId"),
        ),
        Figure(
            "v_jobs_by_location",
            words("location_id job_id"),
            jobs,
            lambda books: customers.jobs_of(books, "locations", "locationId"),
        ),
        Figure(
            "v_technician_availability",
            words("technician_id work_date free_from"),
            words("free_until free_minutes"),
            desk.availability,
        ),
        Figure(
            "v_technician_day_jobs",
            words("technician_id work_date appointment_id"),
            words("started_at ended_at"),
            desk.day_jobs,
        ),
        Figure("v_teams", ("team_id",), words("technician_count active"), desk.teams),
        Figure(
            "v_pricebook_categories",
            ("category_id",),
            words("position depth item_count active"),
            desk.categories,
        ),
        Figure("st_business_units", ("st_id",), words("total_jobs active_jobs"), core.business_units),
        Figure(
            "st_technicians",
            ("st_id",),
            words("total_jobs completed_jobs total_revenue"),
            core.technicians,
        ),
        Figure("st_jobs", ("st_id",), words("invoice_total balance"), core.jobs),
        Figure(
            "st_invoices",
            words("st_id status"),
            words("paid_amount payment_count paid_on"),
            core.invoices,
        ),
    ]
