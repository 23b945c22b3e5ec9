"""The figures stated for the core, reckoned anew from what the API serves."""

import re
from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest

from simulator.company import books, core
from simulator.control import Control

Rows = dict[str, dict[int, dict[str, Any]]]

# jobs, completed, value of paid invoices, revenue, owing
CUSTOMERS = {
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
    9007199254740993: (1, 1, "54.00", "54.00", "0.00"),
}
# jobs, completed, revenue
TECHNICIANS = {201: (4, 3, "810.00"), 202: (4, 3, "972.00"), 203: (1, 1, "108.00")}
TECHNICIANS |= {211: (6, 6, "1263.60"), 212: (7, 7, "2428.40"), 213: (5, 4, "518.40")}
# jobs, active jobs, invoices owing, amount owing
UNITS = {101: (6, 1, 1, "116.00"), 102: (4, 2, 2, "367.20"), 103: (0, 0, 0, "0")}
UNITS |= {111: (10, 0, 4, "216.00"), 112: (8, 1, 4, "552.20")}
STATUS = {
    "Paid": {7001, 7002, 7007, 7010, 7101, 7102, 7108, 7110, 7114, 7116, 7117, 7118, 7121, 7122, 7123, 7126},
    "Partial": {7004, 7103, 7107},
    "Open": {7005, 7011, 7105, 7111, 7113, 7115, 7119, 7125},
    "Zero": {7006, 7109, 7112},
    "Credit": {7003, 7009, 7104, 7124},
    "Void": {7008, 7106},
}


@pytest.fixture
def rows(control: Control) -> Rows:
    """The core's objects; every other one has a larger id."""
    control.reset(core_only=True)
    names = (
        "customers",
        "jobs",
        "invoices",
        "payments",
        "appointment-assignments",
        "technicians",
        "business-units",
    )
    return {name: {row["id"]: row for row in control.truth(name)} for name in names}


def statuses(rows: Rows) -> dict[int, str]:
    applied: dict[int, Decimal] = defaultdict(Decimal)
    for payment in rows["payments"].values():
        if payment["active"]:
            for part in payment["appliedTo"]:
                applied[part["appliedTo"]] += Decimal(part["appliedAmount"])
    found = {}
    for key, row in rows["invoices"].items():
        total, balance = Decimal(row["total"]), Decimal(row["balance"])
        rules = (
            ("Void", not row["active"]),
            ("Credit", total < 0),
            ("Zero", total == 0),
            ("Paid", balance <= 0),
            ("Partial", applied[key] > 0),
            ("Open", True),
        )
        found[key] = next(name for name, holds in rules if holds)
        if row["active"] and total > 0:
            credited = 30 if key == 7111 else 0
            assert balance == total - applied[key] - credited
        assert total == Decimal(row["subTotal"]) + Decimal(row["salesTax"])
        assert Decimal(row["subTotal"]) == sum(Decimal(item["total"]) for item in row["items"]) or key == 7009
    return found


def test_invoice_statuses(rows: Rows) -> None:
    found = statuses(rows)
    assert {name: {key for key, status in found.items() if status == name} for name in STATUS} == STATUS


def test_customer_figures(rows: Rows) -> None:
    status = statuses(rows)
    assert set(rows["customers"]) == set(CUSTOMERS)
    for key, (jobs, completed, value, revenue, owing) in CUSTOMERS.items():
        mine = [job for job in rows["jobs"].values() if job["customerId"] == key and job["active"]]
        bills = [one for one in rows["invoices"].values() if one["customer"]["id"] == key and one["active"]]
        paid = [one for one in bills if status[one["id"]] == "Paid"]
        assert len(mine) == jobs
        assert sum(job["jobStatus"] == "Completed" for job in mine) == completed
        assert sum(Decimal(one["total"]) for one in paid) == Decimal(value)
        assert sum(Decimal(one["total"]) for one in bills) == Decimal(revenue)
        assert sum(max(Decimal(0), Decimal(one["balance"])) for one in bills) == Decimal(owing)


def test_technician_figures(rows: Rows) -> None:
    assert set(rows["technicians"]) == set(TECHNICIANS)
    for key, (jobs, completed, revenue) in TECHNICIANS.items():
        sent = {
            row["jobId"]
            for row in rows["appointment-assignments"].values()
            if row["active"] and row["technicianId"] == key
        }
        mine = [rows["jobs"][job] for job in sent if rows["jobs"][job]["active"]]
        totals = [
            Decimal(one["total"])
            for one in rows["invoices"].values()
            if one["active"] and one["job"] and one["job"]["id"] in {job["id"] for job in mine}
        ]
        assert (len(mine), sum(job["jobStatus"] == "Completed" for job in mine)) == (jobs, completed)
        assert sum(totals) == Decimal(revenue)


def test_business_unit_figures(rows: Rows) -> None:
    working = {"Scheduled", "Dispatched", "InProgress"}
    assert set(rows["business-units"]) == set(UNITS)
    for key, (jobs, active, count, amount) in UNITS.items():
        mine = [job for job in rows["jobs"].values() if job["businessUnitId"] == key and job["active"]]
        owing = [
            Decimal(one["balance"])
            for one in rows["invoices"].values()
            if one["active"] and one["businessUnit"]["id"] == key and Decimal(one["balance"]) > 0
        ]
        assert (len(mine), sum(job["jobStatus"] in working for job in mine)) == (jobs, active)
        assert (len(owing), sum(owing)) == (count, Decimal(amount))


def test_the_published_table_says_the_same() -> None:
    text = f"{core.__doc__}{books.__doc__}"
    for key, figures in {**CUSTOMERS, **TECHNICIANS, **UNITS}.items():
        row = r"\s+".join(["", str(key), "(?:[A-Z].*)?", *(re.escape(str(one)) for one in figures)])
        assert re.search(row, text), (key, figures)


def test_the_core_is_part_of_every_company(control: Control) -> None:
    whole = set(control.truth_texts("invoices")) | set(control.truth_texts("jobs"))
    business = [row for row in control.truth("jobs") if row["id"] > 20_000 and row["customerId"] < 20_000]
    control.reset(core_only=True)
    assert set(control.truth_texts("invoices")) | set(control.truth_texts("jobs")) < whole
    assert business == []
