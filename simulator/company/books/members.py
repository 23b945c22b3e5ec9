"""Memberships around the core's September, their changes of status and their visits. See `simulator.company.books`."""

from decimal import Decimal

from simulator import times
from simulator.company.books.setup import OPENED
from simulator.company.build import Sink
from simulator.company.zone import local

MEMBERSHIPS: tuple[tuple[int, int, str, str | None, str, str, dict[str, object]], ...] = (
    # id, customer, from, to, status, last changed, what is special
    (7511, 1101, "2024-08-01", None, "Active", "2024-08-01", {"soldById": 211}),
    (7512, 1102, "2024-09-10", None, "Active", "2024-09-10", {"soldById": 212}),
    (
        *(7513, 1103, "2024-01-01", "2025-01-01", "Canceled", "2024-09-15"),
        {"cancellationDate": "2024-09-15T00:00:00Z"},
    ),
    (7514, 1104, "2023-09-20", "2024-09-20", "Expired", "2024-09-20", {"renewedById": 7515}),
    (7515, 1104, "2024-09-20", None, "Active", "2024-09-20", {"soldById": 211}),
    (7516, 1105, "2023-09-25", "2024-09-25", "Expired", "2024-09-25", {}),
    (7517, 1106, "2024-01-01", None, "Suspended", "2024-09-05", {}),
    (7518, 1107, "2024-01-01", "2025-01-01", "Deleted", "2024-09-08", {"active": False}),
)
CHANGES = (
    # id, membership, when, from, to
    (13601, 7513, "2024-09-15 14:00", "Active", "Canceled"),
    (13602, 7514, "2024-09-20 00:00", "Active", "Expired"),
    (13603, 7516, "2024-09-25 00:00", "Active", "Expired"),
    (13604, 7517, "2024-09-05 10:00", "Active", "Suspended"),
    (13605, 7518, "2024-09-08 10:00", "Active", "Deleted"),
)


def add_members(sink: Sink) -> None:
    """Write them."""
    billing = {
        "duration": 12,
        "billingFrequency": "Monthly",
        "salePrice": Decimal("20.00"),
        "billingPrice": Decimal("20.00"),
        "renewalPrice": Decimal("18.00"),
    }
    plan = {"name": "Denver plan", "displayName": "Denver plan", "durationBilling": [billing]}
    sink.add("membership-types", OPENED, OPENED, id=7501, **plan)
    for key, customer, begun, ends, status, changed, special in MEMBERSHIPS:
        made = local(f"{begun} 09:00")
        fields: dict[str, object] = {
            "customerId": customer,
            "locationId": customer + 1000,
            "businessUnitId": 111,
            "membershipTypeId": 7501,
            "status": status,
            "billingFrequency": "Monthly",
            "from": f"{begun}T00:00:00Z",
            "to": None if ends is None else f"{ends}T00:00:00Z",
            **special,
        }
        sink.add("memberships", made, local(f"{changed} 14:00"), id=key, **fields)
    for key, membership, when, old, new in CHANGES:
        told = {"oldStatus": old, "newStatus": new, "createdById": 9261, "membershipId": membership}
        sink.add("membership-status-changes", local(when), local(when), id=key, **told)
    _add_visits(sink)


def _add_visits(sink: Sink) -> None:
    plan = {"name": "Denver tune-up", "membershipId": 7511, "locationId": 2101, "businessUnitId": 111}
    sink.add("recurring-service-types", OPENED, OPENED, id=7541, name="Denver tune-up", jobTypeId=311)
    sink.add("recurring-services", OPENED, OPENED, id=7551, recurringServiceTypeId=7541, **plan)
    for key, day, status, job in (
        (7561, "2024-09-19", "Won", 3113),
        (7562, "2025-03-19", "NotAttempted", None),
    ):
        when = local("2024-09-18 10:00")
        fields = {
            "locationRecurringServiceId": 7551,
            "locationRecurringServiceName": "Denver tune-up",
            "membershipId": 7511,
            "membershipName": "Denver plan",
            "status": status,
            "date": times.text(times.parse(day)),
            "jobId": job,
        }
        sink.add("recurring-service-events", when, when, id=key, **fields)
