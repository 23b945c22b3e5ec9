"""The generated company: deterministic, of the size asked for, and consistent in itself."""

import json
from collections import Counter
from decimal import Decimal

import pytest

from simulator import times
from simulator.company import CompanySpec, build_company
from simulator.endpoints import RESOURCES
from simulator.store import Record

START = times.parse("2026-06-15T12:00:00Z")
Company = dict[str, list[Record]]


@pytest.fixture(scope="module")
def company() -> Company:
    return build_company(CompanySpec(1, 600, START))


def rows(company: Company, resource: str) -> dict[int, dict]:
    return {record.id: json.loads(record.body, parse_float=Decimal) for record in company[resource]}


def bodies(company: Company) -> dict[str, list[bytes]]:
    return {resource: [record.body for record in records] for resource, records in company.items()}


def test_the_seed_decides_everything() -> None:
    spec = CompanySpec(3, 40, START)
    first = bodies(build_company(spec))
    build_company.cache_clear()
    assert bodies(build_company(spec)) == first
    assert bodies(build_company(CompanySpec(4, 40, START)))["customers"] != first["customers"]


def test_it_scales_with_customers(company: Company) -> None:
    assert len(company["customers"]) == 626
    assert 1.6 * 600 < len(company["jobs"]) < 2.5 * 600
    assert set(company) == set(RESOURCES)


def test_ids_are_unique_and_times_in_order(company: Company) -> None:
    for resource, records in company.items():
        assert len({record.id for record in records}) == len(records), resource
        for record in records:
            assert record.created <= record.modified <= START - 30 * times.MINUTE, (resource, record.body)
        assert [record.version for record in records] == list(range(1, len(records) + 1))


def test_it_is_believable(company: Company) -> None:
    jobs, invoices = rows(company, "jobs").values(), rows(company, "invoices").values()
    assert set(Counter(job["jobStatus"] for job in jobs)) == {
        *("Scheduled", "Dispatched", "InProgress", "Hold", "Completed", "Canceled")
    }
    assert any(not invoice["active"] for invoice in invoices)
    assert any(invoice["adjustmentToId"] for invoice in invoices)
    assert any(Decimal(invoice["total"]) < 0 for invoice in invoices)
    payments = rows(company, "payments").values()
    assert any(len(payment["appliedTo"]) == 2 for payment in payments)
    assert any(not payment["active"] for payment in payments)
    statuses = {(row["status"] or {}).get("name") for row in rows(company, "estimates").values()}
    assert statuses == {"Open", "Sold", "Dismissed", None}
    customers = rows(company, "customers").values()
    assert any(row["mergedToId"] and row["id"] > 20_000 for row in customers)
    assert {row["type"] for row in rows(company, "customer-contacts").values()} == {
        "MobilePhone",
        "Phone",
        "Email",
        "Fax",
    }
    visits = Counter(row["jobId"] for row in rows(company, "appointments").values())
    assert max(visits.values()) == 3
    assert any(job["recallForId"] for job in jobs)
    lost = {job["campaignId"] for job in jobs} - set(rows(company, "campaigns"))
    assert len(lost) == 2, "one deleted campaign of the core's jobs and one of the others"


def test_references_of_generated_objects_resolve(company: Company) -> None:
    known = {resource: {record.id for record in records} for resource, records in company.items()}
    links = {
        "jobs": {
            "customerId": "customers",
            "locationId": "locations",
            "businessUnitId": "business-units",
            "jobTypeId": "job-types",
            "firstAppointmentId": "appointments",
            "lastAppointmentId": "appointments",
        },
        "locations": {"customerId": "customers", "zoneId": "zones", "taxZoneId": "tax-zones"},
        "customer-contacts": {"customerId": "customers"},
        "location-contacts": {"locationId": "locations"},
        "appointments": {"jobId": "jobs", "customerId": "customers"},
        "appointment-assignments": {
            "jobId": "jobs",
            "appointmentId": "appointments",
            "technicianId": "technicians",
        },
        "job-timesheets": {"jobId": "jobs", "appointmentId": "appointments", "technicianId": "technicians"},
        "invoice-items": {"invoiceId": "invoices"},
        "estimates": {"jobId": "jobs", "customerId": "customers"},
        "installed-equipment": {
            "locationId": "locations",
            "equipmentId": "pricebook-equipment",
            "invoiceItemId": "invoice-items",
        },
        "job-splits": {"jobId": "jobs", "technicianId": "technicians"},
        "job-canceled-logs": {"jobId": "jobs", "reasonId": "job-cancel-reasons"},
        "memberships": {"customerId": "customers", "membershipTypeId": "membership-types"},
        "membership-status-changes": {"membershipId": "memberships"},
        "technician-shifts": {"technicianId": "technicians"},
        "technician-ratings": {"technicianId": "technicians", "jobId": "jobs"},
        "gross-pay-items": {"employeeId": "technicians", "payrollId": "payrolls"},
        "receipts": {"purchaseOrderId": "purchase-orders", "billId": "inventory-bills"},
        "campaign-costs": {"campaignId": "campaigns"},
    }
    for resource, fields in links.items():
        for key, row in rows(company, resource).items():
            if int(str(key).split(":")[-1]) > 20_000:
                for field, target in fields.items():
                    assert row[field] in known[target], (resource, key, field)


def test_the_books_balance(company: Company) -> None:
    paid: Counter[int] = Counter()
    for payment in rows(company, "payments").values():
        parts = sum(Decimal(part["appliedAmount"]) for part in payment["appliedTo"])
        assert Decimal(payment["total"]) == parts + Decimal(payment["unappliedAmount"])
        for part in payment["appliedTo"] if payment["active"] else []:
            paid[part["appliedTo"]] += Decimal(part["appliedAmount"])
    for memo in rows(company, "credit-memos").values():
        for part in (memo["appliedTo"] if memo["active"] else None) or []:
            paid[part["appliedTo"]] += part["appliedAmount"]
    owing: Counter[int] = Counter()
    for key, row in rows(company, "invoices").items():
        assert Decimal(row["balance"]) == Decimal(row["total"]) - paid[key]
        assert (
            sum(Decimal(item["total"]) for item in row["items"]) == Decimal(row["subTotal"]) or key < 20_000
        )
        if row["active"]:
            owing[row["customer"]["id"]] += max(Decimal(0), Decimal(row["balance"]))
    for key, row in rows(company, "customers").items():
        assert key < 20_000 or key > 2**53 or row["balance"] == owing[key]
    items = rows(company, "invoice-items")
    nested = {item["id"] for row in rows(company, "invoices").values() for item in row["items"]}
    assert nested == set(items)


def test_the_business_fits_together(company: Company) -> None:
    jobs, calls = rows(company, "jobs"), rows(company, "calls")
    generated = {key: job for key, job in jobs.items() if key > 20_000}
    booked = {key: call for key, call in calls.items() if key > 20_000 and call["type"] == "Booked"}
    assert {job["leadCallId"] for job in generated.values() if job["leadCallId"]} == set(booked)
    assert all(generated[call["job"]["id"]]["leadCallId"] == key for key, call in booked.items())
    assert all(call["agent"]["id"] == jobs[call["job"]["id"]]["createdById"] for call in booked.values())
    canceled = {key for key, job in generated.items() if job["jobStatus"] == "Canceled"}
    logs = Counter(
        row["jobId"] for row in rows(company, "job-canceled-logs").values() if row["jobId"] > 20_000
    )
    assert logs == dict.fromkeys(canceled, 1)
    days = {
        (row["technicianId"], row["start"][:10])
        for row in rows(company, "technician-shifts").values()
        if row["shiftType"] == "Normal"
    }
    for key, row in rows(company, "job-timesheets").items():
        if key > 20_000 and row["doneOn"]:
            assert (row["technicianId"], row["arrivedOn"][:10]) in days
    ended = {row["membershipId"] for row in rows(company, "membership-status-changes").values()}
    for key, row in rows(company, "memberships").items():
        if key > 20_000:
            assert (row["status"] != "Active") == (key in ended)


def test_every_kind_of_bill_occurs(company: Company) -> None:
    invoices = [row for key, row in rows(company, "invoices").items() if key > 20_000]
    items = [item for row in invoices for item in row["items"]]
    kinds = Counter(row["invoiceConfiguration"] for row in invoices)
    assert set(kinds) == {"JobInvoice", "MembershipInvoice", "CounterSales", "ProjectInvoice"}
    assert all((row["job"] is None) == (row["invoiceConfiguration"] != "JobInvoice") for row in invoices)
    assert {item["generalLedgerAccount"]["type"] for item in items} == {"Income", "Current Liability"}
    assert any(item["cost"] is None for item in items)
    assert any(row["dueDate"] is None for row in invoices)
    assert any(row["businessUnit"] != item["businessUnit"] for row in invoices for item in row["items"])
    several = Counter(row["job"]["id"] for row in invoices if row["job"] and not row["adjustmentToId"])
    assert max(several.values()) > 1
    assert any(row["refundedPaymentId"] for key, row in rows(company, "payments").items() if key > 20_000)
    shares = {row["split"] for key, row in rows(company, "job-splits").items() if key > 20_000}
    assert {60, 40, 50, 100} <= shares
    chains = {key: row["mergedToId"] for key, row in rows(company, "customers").items() if key > 20_000}
    assert any(chains.get(into) for into in chains.values() if into)
