"""Which figure stands in which mart of money and memberships."""

from __future__ import annotations

from datetime import date

from tests.figures import costs, members, receivables, reported, restated, revenue
from tests.figures.columns import AGES, COSTS, CUT, MARGINS, MEMBERS, REVENUE, words
from tests.figures.figure import Figure


def money(today: date, past: list[date]) -> list[Figure]:
    """Those of finance. `today` is the tenant's; `past` are days whose receivables are looked at."""
    days = ", ".join(f"'{day}'" for day in past)
    return [
        Figure("mart_revenue_by_day", ("revenue_date", *CUT), (*REVENUE, "last_changed_on"), revenue.by_day),
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
            ("churn_rate=cancelled+expired/active_at_start",),
        ),
        Figure(
            "mart_job_costing",
            ("job_id",),
            (*COSTS, "gross_margin", "paid_hours", "completed_date"),
            costs.job_costing,
            MARGINS,
        ),
        Figure(
            "mart_gross_margin_by_month",
            ("month_start", *CUT[:2]),
            (*COSTS, "job_count", "gross_margin"),
            costs.margin_by_month,
            MARGINS,
        ),
        Figure(
            "mart_revenue_check",
            words("month_start business_unit_id status"),
            (*reported.KINDS, *(f"report_{kind}" for kind in reported.KINDS), "difference", "report_read_on"),
            reported.check,
        ),
        Figure(
            "mart_revenue_differences",
            words("month_start business_unit_id status invoice_id revenue_kind left_out_because"),
            words("amount difference_of_month would_explain_it invoice_date revenue_date"),
            reported.differences,
        ),
        Figure(
            "mart_restatements",
            words("month_start figure business_unit_id invoice_id"),
            words("closed_at old_amount new_amount difference"),
            lambda books: restated.changes(books, today),
        ),
        Figure(
            "mart_restatements_by_month",
            words("month_start figure business_unit_id"),
            words("closed_amount amount difference changes invoices"),
            lambda books: restated.by_month(books, today),
        ),
        Figure(
            "mart_receivables_by_invoice",
            words("invoice_id age"),
            words("invoice_date due_date days_past_due total paid credited unexplained balance"),
            lambda books: receivables.by_invoice(books, today),
        ),
        Figure(
            "mart_ar_aging_by_month",
            words("month_start as_of_date business_unit_id"),
            (*AGES, "past_due_amount"),
            lambda books: receivables.aging_by_month(books, today),
        ),
        Figure(
            "mart_ar_aging_as_of",
            ("as_of_date", CUT[0]),
            AGES,
            lambda books: receivables.aging_as_of(books, past),
            where=f"as_of_date in ({days})",
        ),
    ]
