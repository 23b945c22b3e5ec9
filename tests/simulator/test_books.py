"""The core's September: what its table states, reckoned anew from what the simulator serves."""

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

import pytest

from simulator.company.books.labor import shifts
from simulator.control import Control
from tests.simulator.test_reports import UNITS, asking, expected, revenue

SEPTEMBER = ("2024-09-01", "2024-09-30")


@pytest.fixture
def core(api, control: Control) -> Control:
    control.reset(core_only=True)
    control.settings(rate_limit=0, report_seconds=0)
    api.token = api.sign_in().json["access_token"]
    return control


def test_revenue_of_september(api, core: Control) -> None:
    heating, plumbing = ("1030", "20", "-50", "1000", 10), ("2720", "560", "-10", "3270", 6)
    assert revenue(api, *SEPTEMBER) == expected(u111=heating, u112=plumbing)
    assert revenue(api, "2024-10-01", "2024-10-31") == expected(u111=("0", "33", "30", "63", 0))


def test_days_of_utc_would_tell_otherwise(api, core: Control) -> None:
    core.settings(time_zone="UTC")
    assert revenue(api, *SEPTEMBER)[112] == (*map(Decimal, ("2600", "560", "-10", "3150")), 5)


def test_the_days_of_a_month_add_up_to_it(api, core: Control) -> None:
    days = [api.post(f"{UNITS}/data", asking(day, day)).json["data"] for day in DAYS]
    sums: defaultdict[int, Decimal] = defaultdict(Decimal)
    for rows in days:
        for row in rows:
            sums[row[0]] += Decimal(str(row[5]))
    assert {unit: total for unit, total in sums.items() if total} == {111: 1000, 112: 3270}


DAYS = [f"2024-09-{day:02d}" for day in range(1, 31)]


def test_shares_of_the_technicians(core: Control) -> None:
    jobs = {row["id"]: row for row in core.truth("jobs") if 3100 < row["id"] < 3200}
    income: Counter[int] = Counter()
    for invoice in core.truth("invoices"):
        if invoice["active"] and not invoice["adjustmentToId"] and (invoice["job"] or {}).get("id") in jobs:
            for item in invoice["items"]:
                if item["generalLedgerAccount"]["type"] == "Income":
                    income[invoice["job"]["id"]] += Decimal(item["total"])
    shares: Counter[int] = Counter()
    for split in core.truth("job-splits"):
        if split["jobId"] in jobs:
            shares[split["technicianId"]] += income[split["jobId"]] * Decimal(split["split"]) / 100
    assert shares == {211: 1270, 212: 1470, 213: 480}
    assert sum(income.values()) - sum(shares.values()) == 530


def test_calls_of_september(core: Control) -> None:
    rows = [row for row in core.truth("calls") if 13100 < row["id"] < 13200 and row["active"]]
    inbound = Counter(row["type"] for row in rows if row["direction"] == "Inbound")
    assert inbound == {"Booked": 3, "Unbooked": 2, "Excused": 1, "NotLead": 1, "Abandoned": 1, None: 1}
    booked = {row["job"]["id"]: row["id"] for row in rows if row["job"]}
    led = {
        row["id"]: row["leadCallId"] for row in core.truth("jobs") if row["leadCallId"] and row["id"] > 3100
    }
    assert booked == led


def test_nothing_of_the_long_tail_touches_september(core: Control) -> None:
    """Its rows are drawn at random: pay, purchases or calls on a job of September would falsify its figures."""
    ours: dict[str, Any] = {
        "gross-pay-items": lambda row: row["jobId"],
        "purchase-orders": lambda row: row["jobId"],
        "receipts": lambda row: row["jobId"],
        "technician-ratings": lambda row: row["jobId"],
        "job-canceled-logs": lambda row: row["jobId"],
        "technician-shifts": lambda row: row["technicianId"] * 15 + 1,
    }
    for resource, job in ours.items():
        strangers = [row for row in core.truth(resource) if row.get("id", 0) >= 15_000]
        assert not [row for row in strangers if 3100 < (job(row) or 0) < 3200], resource


def test_shifts_are_those_of_days_with_work(core: Control) -> None:
    assert len(shifts()) == len({(row[1], row[2]) for row in shifts()}) == 19
    assert Counter(row[3] for row in shifts()) == {"Normal": 17, "OnCall": 1, "TimeOff": 1}


def test_technicians_of_september(api, core: Control) -> None:
    report = "reporting/v2/report-category/technician-dashboard/reports/212"
    rows = api.post(f"{report}/data", asking(*SEPTEMBER)).json["data"]
    assert [(row[0], row[2], row[3], row[4]) for row in rows] == [
        (211, 6, 1270, 250),
        (212, 7, 1470, 160),
        (213, 4, 480, 0),
    ]


def test_campaigns_of_september(api, core: Control) -> None:
    """Jobs 3103, 3111 and 3112 are of the mailer, all others of the search ads."""
    report = "reporting/v2/report-category/marketing/reports/411"
    rows = api.post(f"{report}/data", asking(*SEPTEMBER)).json["data"]
    assert [(row[0], *row[2:]) for row in rows] == [(421, 5, 3, 1800, 300), (422, 0, 0, 1950, 150)]
