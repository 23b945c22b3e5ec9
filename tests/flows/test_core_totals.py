"""A full run of the hand-made company gives the totals that were added up by hand (`simulator/company/core.py`)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.conftest import Bench, resources_read

BIG_ID = 9007199254740993
CUSTOMERS = {
    # id: jobs, completed, lifetime value, lifetime revenue, outstanding
    1001: (1, 1, "648.00", "594.00", "0.00"),
    1002: (1, 1, "0.00", "216.00", "116.00"),
    1003: (1, 1, "0.00", "324.00", "324.00"),
    1004: (2, 2, "108.00", "108.00", "0.00"),
    1005: (1, 0, "0.00", "0.00", "0.00"),
    1006: (3, 0, "0.00", "-75.00", "0.00"),
    1007: (0, 0, "0.00", "0.00", "0.00"),
    1008: (0, 0, "0.00", "0.00", "0.00"),
    1009: (0, 0, "0.00", "0.00", "0.00"),
    1010: (0, 0, "0.00", "0.00", "0.00"),
    1012: (0, 0, "0.00", "43.20", "43.20"),
    1101: (2, 2, "702.00", "702.00", "0.00"),
    1102: (2, 2, "0.00", "194.40", "62.40"),
    1103: (1, 1, "0.00", "432.00", "50.00"),
    1104: (2, 2, "194.40", "194.40", "0.00"),
    1105: (2, 2, "378.00", "378.00", "0.00"),
    1106: (1, 1, "210.60", "199.80", "0.00"),
    1107: (2, 2, "0.00", "183.60", "153.60"),
    1108: (1, 0, "35.64", "51.84", "16.20"),
    1109: (2, 1, "0.00", "270.00", "270.00"),
    1110: (1, 1, "1600.00", "1600.00", "0.00"),
    1121: (1, 1, "108.00", "108.00", "0.00"),
    1122: (0, 0, "0.00", "0.00", "0.00"),
    1123: (1, 1, "0.00", "216.00", "216.00"),
    1124: (0, 0, "0.00", "0.00", "0.00"),
    BIG_ID: (1, 1, "54.00", "54.00", "0.00"),
}
STATUSES = {
    7001: "Paid",
    7002: "Paid",
    7003: "Credit",
    7004: "Partial",
    7005: "Open",
    7006: "Zero",
    7007: "Paid",
    7008: "Void",
    7009: "Credit",
    7010: "Paid",
    7011: "Open",
    **dict.fromkeys((7101, 7102, 7108, 7110, 7114, 7116, 7117, 7118, 7121, 7122, 7123, 7126), "Paid"),
    **dict.fromkeys((7103, 7107), "Partial"),
    **dict.fromkeys((7105, 7111, 7113, 7115, 7119, 7125), "Open"),
    **dict.fromkeys((7109, 7112), "Zero"),
    **dict.fromkeys((7104, 7124), "Credit"),
    7106: "Void",
}


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_customer_totals(core_template: Bench, customer: int) -> None:
    jobs, completed, value, revenue, owing = CUSTOMERS[customer]
    (row,) = core_template.query(
        """
        select total_jobs, completed_jobs, lifetime_value, lifetime_revenue, outstanding_balance
        from analytics.v_customers_complete where st_id = %s
        """,
        customer,
    )
    assert row == (jobs, completed, Decimal(value), Decimal(revenue), Decimal(owing))


def test_no_customer_is_missing_or_doubled(core_template: Bench) -> None:
    found = core_template.query("select st_id from analytics.st_customers order by st_id")
    assert [number for (number,) in found] == sorted(CUSTOMERS)


def test_one_job_with_three_invoices_and_two_locations_is_one_of_each(core_template: Bench) -> None:
    (row,) = core_template.query(
        """
        select count(*), sum(total_jobs), (select count(*) from analytics.st_invoices where job_id = 3001),
            (select count(*) from analytics.st_locations where customer_id = 1001),
            (select count(*) from analytics.st_jobs where customer_id = 1001)
        from analytics.st_customers where st_id = 1001
        """
    )
    assert row == (1, 1, 3, 2, 1)


def test_technician_totals(core_template: Bench) -> None:
    rows = core_template.query(
        "select st_id, total_jobs, completed_jobs, total_revenue from analytics.st_technicians order by st_id"
    )
    assert rows == [
        (201, 4, 3, Decimal(810)),
        (202, 4, 3, Decimal(972)),
        (203, 1, 1, Decimal(108)),
        *((211, 6, 6, Decimal("1263.60")), (212, 7, 7, Decimal("2428.40")), (213, 5, 4, Decimal("518.40"))),
    ]


def test_business_unit_totals_and_receivables(core_template: Bench) -> None:
    units = core_template.query(
        "select st_id, total_jobs, active_jobs from analytics.st_business_units order by st_id"
    )
    assert units == [(101, 6, 1), (102, 4, 2), (103, 0, 0), (111, 10, 0), (112, 8, 1)]
    aging = core_template.query(
        "select business_unit_id, over_90_count, over_90_amount, total_count, total_amount "
        "from analytics.v_ar_aging order by 1"
    )
    assert aging == [
        (101, 1, Decimal("116.00"), 1, Decimal("116.00")),
        (102, 2, Decimal("367.20"), 2, Decimal("367.20")),
        (111, 4, Decimal("216.00"), 4, Decimal("216.00")),
        (112, 4, Decimal("552.20"), 4, Decimal("552.20")),
    ]


def test_invoice_status(core_template: Bench) -> None:
    found = core_template.query("select st_id, status from analytics.st_invoices")
    assert dict(found) == STATUSES


def test_raw_totals_equal_what_the_simulator_holds(core_template: Bench) -> None:
    invoices = core_template.control.truth("invoices")
    expected = (len(invoices), sum(Decimal(invoice["total"]) for invoice in invoices))
    assert core_template.query("select count(*), sum(total) from raw.st_invoices") == [expected]
    total = core_template.query("select count(*), sum(total) from analytics.st_invoices")
    assert total == [expected]


def test_contacts_are_the_first_that_can_be_used(core_template: Bench) -> None:
    rows = core_template.query(
        "select st_id, phone, email from analytics.st_customers where st_id in (1001, 1002, 1009)"
    )
    assert sorted(rows) == [
        (1001, "6145550102", "alma@mail.example"),
        (1002, "6145550110", None),
        (1009, None, None),
    ]


def test_a_whole_run_is_logged_per_resource(core_template: Bench) -> None:
    rows = core_template.query(
        """
        select count(*), count(distinct module), count(distinct run_id), bool_and(status = 'completed'),
            bool_and(sync_type = 'full'), bool_and(records_fetched = records_created), bool_and(duration_ms >= 0)
        from raw.sync_log
        """
    )
    read = len(resources_read())
    assert rows == [(read, read, 1, True, True, True, True)]
    (state,) = core_template.query(
        "select count(*), bool_and(sync_status = 'idle'), sum(records_total) from raw.sync_state"
    )
    fetched = core_template.value("select sum(records_fetched) from raw.sync_log")
    assert state == (read, True, fetched)
