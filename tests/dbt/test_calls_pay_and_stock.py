"""Calls, campaigns, pay, stock and data quality of the core's September, against `simulator.company.books`.

One warehouse for all of it; the test that changes the company comes last.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from simulator.process import SimulatorProcess
from tests.conftest import Bench, Databases

SEPTEMBER = "'2024-09-01'"


@pytest.fixture(scope="module")
def company(core_template: Bench, simulator_process: SimulatorProcess, make_database: Databases) -> Bench:
    """A warehouse that holds the core company, for all tests of this module."""
    simulator_process.control.reset(core_only=True)
    simulator_process.control.settings(rate_limit=0)
    return replace(core_template, url=make_database(template="core"))


def by_key(bench: Bench, sql: str) -> dict[Any, tuple[Any, ...]]:
    """Rows by their first column, the others as a tuple."""
    return {key: tuple(values) for key, *values in bench.query(sql)}


def leads(bench: Bench) -> tuple[Any, ...]:
    """Lead calls of September and those of them that were booked."""
    (found,) = bench.query(
        "select sum(lead_calls), sum(booked_calls) from analytics.mart_call_booking_by_day"
        " where call_date between '2024-09-01' and '2024-09-30'"
    )
    return found


def campaign(bench: Bench, month: str) -> dict[Any, tuple[Any, ...]]:
    """Cost, inbound and lead calls, booked jobs, revenue, cost per lead, revenue by cost; by campaign."""
    return by_key(
        bench,
        f"""
        select campaign_id, cost, inbound_calls, lead_calls, booked_jobs, completed_revenue, cost_per_lead,
            revenue_per_cost
        from analytics.mart_campaign_performance_by_month
        where month_start = '{month}' and campaign_id in (421, 422)
        """,
    )


def stock(bench: Bench) -> dict[Any, tuple[Any, ...]]:
    """What became of the filters: received, returned, came, went, adjusted, net; by location."""
    return by_key(
        bench,
        f"""
        select inventory_location_name, received_quantity, returned_quantity, transferred_in_quantity,
            transferred_out_quantity, adjusted_quantity, net_quantity, net_cost
        from analytics.mart_inventory_movements_by_month where month_start = {SEPTEMBER} and sku_id = 771
        """,
    )


def test_calls_of_a_month_by_kind(company: Bench) -> None:
    """13109 comes in ten minutes before October begins; the deleted 13111 counts nowhere."""
    assert company.query(
        """
        select sum(calls), sum(inbound_calls), sum(lead_calls), sum(booked_calls), sum(unbooked_calls),
            sum(excused_calls), sum(not_lead_calls), sum(abandoned_calls), sum(unclassified_calls)
        from analytics.mart_call_booking_by_day where call_date between '2024-09-01' and '2024-09-30'
        """
    ) == [(10, 9, 5, 3, 2, 1, 1, 1, 1)]


def test_who_books_is_known_by_the_user_account(company: Bench) -> None:
    found = by_key(
        company,
        f"""
        select agent_name, agent_id, calls, lead_calls, booked_calls, booking_rate, booked_jobs,
            booked_jobs_cancelled, completed_revenue
        from analytics.mart_csr_scorecard_by_month where month_start = {SEPTEMBER} and agent_id <> 0
        """,
    )
    assert found == {
        "Pam Ivory": (261, 5, 3, 2, Decimal("0.6667"), 15, 1, Decimal(2950)),
        "Quin Lowe": (262, 4, 2, 1, Decimal("0.5000"), 3, 0, Decimal(800)),
    }


def test_campaigns_cost_their_days_and_bring_calls_jobs_and_revenue(company: Bench) -> None:
    assert campaign(company, "2024-09-01") == {
        421: (300, 6, 5, 15, 1800, Decimal(60), Decimal(6)),
        422: (150, 2, 0, 3, 1950, None, Decimal(13)),
    }
    assert campaign(company, "2024-10-01")[421][0] == Decimal("325.50")


def test_pay_by_person_kind_and_kind_of_time(company: Bench) -> None:
    found = company.query(
        f"""
        select employee_name, pay_type, paid_time_type, hours, gross_pay from analytics.mart_payroll_by_month
        where month_start = {SEPTEMBER} order by 1, 2, 3
        """
    )
    assert found == [
        ("Una Dale", "InvoiceRelatedBonus", None, 0, 30),
        ("Una Dale", "TimesheetTime", "Regular", 6, 180),
        ("Vic Stone", "TimesheetTime", "PaidTimeOff", 8, 240),
        ("Vic Stone", "TimesheetTime", "Regular", 8, 240),
        ("Wes Hart", "Reimbursement", None, 0, Decimal("12.5")),
        ("Wes Hart", "TimesheetTime", "Overtime", 1, 45),
        ("Wes Hart", "TimesheetTime", "Regular", 2, 60),
    ]


def test_stock_moves_between_vendor_warehouse_and_truck(company: Bench) -> None:
    assert stock(company) == {
        "Denver warehouse": (6, 1, 0, 4, -2, -1, -7),
        "Denver truck": (0, 0, 4, 0, 0, 4, 28),
    }


def test_data_quality_tells_what_is_missing_and_what_is_unknown(company: Bench) -> None:
    found = by_key(
        company,
        """
        select check_name, kind, affected_count, total_count, affected_share from analytics.mart_data_quality
        where check_name in ('jobs_with_unknown_campaign', 'invoices_without_due_date', 'jobs_without_campaign')
        """,
    )
    assert found == {
        "jobs_with_unknown_campaign": ("unknown reference", 1, 28, Decimal("0.0357")),
        "jobs_without_campaign": ("missing value", 0, 28, 0),
        "invoices_without_due_date": ("missing value", 2, 34, Decimal("0.0588")),
    }


def test_changes_of_what_they_stand_on_reach_the_marts(company: Bench) -> None:
    """A reason, a cost, a pay item, a count and an invoice item change: a run of changes shows each."""
    simulator = company.control
    simulator.advance(hours=1)
    simulator.change("call-reasons", {"isLead": False}, ids=[791])
    simulator.change("calls", {"reason": None}, ids=[13101])
    simulator.change("campaign-costs", {"dailyCost": 20}, ids=[13702])
    simulator.change("gross-pay-items", {"date": "2024-10-01T00:00:00Z"}, ids=[13909])
    simulator.deactivate("adjustments", ids=[7681])
    items = next(each for each in simulator.truth("invoices") if each["id"] == 7101)["items"]
    used = [{**items[0], "skuId": 771, "inventoryLocationId": 7611, "quantity": "3"}, *items[1:]]
    simulator.change("invoices", {"items": used}, ids=[7101])

    result = company.run()

    assert result.ok, result.failure
    assert result.transformed is not None
    assert not result.transformed.everything
    assert leads(company) == (1, 1)
    assert campaign(company, "2024-09-01")[422][0] == 600
    assert company.query(
        "select month_start::text, gross_pay from analytics.mart_payroll_by_month where pay_type = 'Reimbursement'"
    ) == [("2024-10-01", Decimal("12.5"))]
    assert {name: net for name, (*_, net, _) in stock(company).items()} == {
        "Denver warehouse": 1,
        "Denver truck": 1,
    }
