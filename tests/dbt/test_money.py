"""Revenue, receivables and job costing of the core's September, against the figures `simulator.company.books` states.

One warehouse for all of it; the test that changes the company comes last.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from simulator.process import SimulatorProcess
from tests.conftest import Bench, Databases

UNITS = "business_unit_id in (111, 112)"
"""The business units of the September; the rest of the core has others."""


@pytest.fixture(scope="module")
def company(core_template: Bench, simulator_process: SimulatorProcess, make_database: Databases) -> Bench:
    """A warehouse that holds the core company, for all tests of this module."""
    simulator_process.control.reset(core_only=True)
    simulator_process.control.settings(rate_limit=0)
    return replace(core_template, url=make_database(template="core"))


def amounts(*texts: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(text) for text in texts)


def by_key(bench: Bench, sql: str) -> dict[Any, tuple[Any, ...]]:
    """Rows by their first column, the others as a tuple."""
    return {key: tuple(values) for key, *values in bench.query(sql)}


def revenue(bench: Bench, month: str) -> dict[Any, tuple[Any, ...]]:
    """Completed, non-job, adjustment and total revenue of a month by business unit."""
    return by_key(
        bench,
        f"""
        select business_unit_id, sum(completed_revenue), sum(non_job_revenue), sum(adjustment_revenue),
            sum(total_revenue)
        from analytics.mart_revenue_by_month where month_start = '{month}' and {UNITS} group by 1
        """,
    )


def aging(bench: Bench, day: str) -> dict[Any, tuple[Any, ...]]:
    """Invoices and amounts owing by business unit: their number, not past due, 1 to 30 days, 31 to 60 days."""
    return by_key(
        bench,
        f"""
        select business_unit_id, total_count, current_amount, days_1_30_amount, days_31_60_amount
        from analytics.mart_ar_aging_as_of where as_of_date = '{day}' and {UNITS}
        """,
    )


def test_revenue_of_a_month_by_the_unit_of_the_item(company: Bench) -> None:
    assert revenue(company, "2024-09-01") == {
        111: amounts("1030.00", "20.00", "-50.00", "1000.00"),
        112: amounts("2720.00", "560.00", "-10.00", "3270.00"),
    }


def test_a_job_done_before_midnight_is_revenue_of_that_day(company: Bench) -> None:
    """Job 3104 is completed at 23:30 on September 30, when it is October in UTC; invoice dates are not shifted."""
    found = by_key(
        company,
        f"""
        select revenue_date::text, sum(completed_revenue), sum(non_job_revenue) from analytics.mart_revenue_by_day
        where revenue_date between '2024-09-30' and '2024-10-01' and {UNITS} group by 1
        """,
    )
    assert found == {"2024-09-30": amounts("120.00", "15.00"), "2024-10-01": amounts("0", "33.00")}


def test_receivables_as_they_stood_on_past_days(company: Bench) -> None:
    """Unit 111: of 7103 116.00 are left after a first payment, of 7111 56.40 after a credit memo, and 7115 (97.20)
    has no due date. Unit 112: 50.00 of 7107 were given back, 7113 (270.00) is open, 7119 (216.00) is due on
    October 24, 7125 (16.20) on its date, the last of September."""
    assert aging(company, "2024-09-30") == {
        111: (3, *amounts("0", "269.60", "0")),
        112: (4, *amounts("232.20", "320.00", "0")),
    }
    assert aging(company, "2024-10-31") == {
        111: (4, *amounts("0", "32.40", "269.60")),
        112: (4, *amounts("0", "216.00", "336.20")),
    }


def test_what_an_open_invoice_was_settled_by(company: Bench) -> None:
    found = by_key(
        company,
        f"""
        select invoice_id, total, paid, credited, unexplained, balance
        from analytics.mart_receivables_by_invoice where invoice_id in (7103, 7107, 7111) and {UNITS}
        """,
    )
    assert found == {
        7103: amounts("216.00", "186.00", "0", "0", "30.00"),
        7107: amounts("432.00", "382.00", "0", "0", "50.00"),
        7111: amounts("86.40", "0", "30.00", "0", "56.40"),
    }


def test_margins_of_jobs(company: Bench) -> None:
    """3101: a part of 40.00, pay of 180.00 with a bonus of 30.00, burden of 4 hours at 6.00 and 2 at 5.50. 3102 with
    its two adjustments. 3112: a pump of 600.00 that was bought for it, and 300.00 of labor nobody was paid for yet."""
    found = by_key(
        company,
        """
        select job_id, revenue, material_cost, labor_pay, labor_burden, purchase_cost, gross_margin, gross_margin_rate,
            known_cost_rate
        from analytics.mart_job_costing where job_id in (3101, 3102, 3109, 3112)
        """,
    )
    assert found == {
        3101: amounts("450.00", "40.00", "210.00", "35.00", "0", "165.00", "0.3667", "1.0000"),
        3102: amounts("180.00", "90.00", "60.00", "12.00", "0", "18.00", "0.1000", "1.0000"),
        3109: (*amounts("0", "25.00", "0", "0", "0", "-25.00"), None, None),
        3112: amounts("1300.00", "600.00", "0", "0", "600.00", "100.00", "0.0769", "0.7692"),
    }


def test_changes_of_what_they_stand_on_reach_the_marts(company: Bench) -> None:
    """An invoice is voided, a job turns out to be of October, an order is canceled, a burden rate and an account
    change, an open invoice is paid: a run of changes only shows each, and the past of receivables stays as it was."""
    simulator = company.control
    simulator.advance(hours=1)
    simulator.deactivate("invoices", ids=[7110])
    simulator.change("jobs", {"completedOn": "2024-10-01T18:00:00Z"}, ids=[3107])
    simulator.change("purchase-orders", {"status": "Canceled"}, ids=[7631])
    simulator.change("technicians", {"burdenRate": 10}, ids=[211])
    payment = {"appliedTo": 7115, "appliedAmount": "97.20", "appliedOn": simulator.clock(), "appliedId": 1}
    simulator.add("payments", {"total": "97.20", "appliedTo": [payment], "date": simulator.clock()})
    simulator.change("invoices", {"balance": "0.00"}, ids=[7115])
    (counter_sale,) = (one for one in simulator.truth("invoices") if one["id"] == 7122)
    (item,) = counter_sale["items"]
    deposit = {**item["generalLedgerAccount"], "type": "Current Liability"}
    simulator.change("invoices", {"items": [{**item, "generalLedgerAccount": deposit}]}, ids=[7122])

    result = company.run()

    assert result.ok, result.failure
    assert result.transformed is not None
    assert not result.transformed.everything
    # 150.00 of 7110 and 80.00 of 3107 less in unit 111, 45.00 of 7122 in unit 112.
    assert revenue(company, "2024-09-01") == {
        111: amounts("800.00", "20.00", "-50.00", "770.00"),
        112: amounts("2720.00", "515.00", "-10.00", "3225.00"),
    }
    assert revenue(company, "2024-10-01")[111] == amounts("80.00", "33.00", "30.00", "143.00")
    assert aging(company, "2024-09-30")[111] == (3, *amounts("0", "269.60", "0"))
    owing = "select total_amount from analytics.mart_ar_aging_as_of where business_unit_id = 111 and as_of_date = "
    assert company.value(f"{owing} (now() at time zone 'America/Denver')::date") == Decimal("118.80")
    assert by_key(
        company,
        "select job_id, labor_burden, purchase_cost from analytics.mart_job_costing where job_id in (3101, 3112)",
    ) == {3101: amounts("51.00", "0"), 3112: amounts("0", "0")}
