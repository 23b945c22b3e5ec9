"""The core's estimates. See `simulator.company.core` for the figures they lead to."""

from decimal import Decimal

from simulator import times
from simulator.company import core_figures as figures
from simulator.company.build import Sink
from simulator.company.core_setup import NAMES
from simulator.shapes.accounting import ESTIMATE_ITEM

ESTIMATES: tuple[tuple[int, int, int, int, str, str | None, str, str, dict[str, object]], ...] = (
    # id, job, customer, location, created, status, subtotal, tax, what is special
    (
        9501,
        3001,
        1001,
        2001,
        "2024-03-01T11:00:00Z",
        "Sold",
        "500.00",
        "40.00",
        {"soldOn": "2024-03-02T09:00:00Z", "soldBy": 201},
    ),
    (9502, 3003, 1003, 2004, "2024-03-03T11:00:00Z", "Open", "900.00", "72.00", {}),
    (9503, 3002, 1002, 2003, "2024-03-02T11:00:00Z", "Dismissed", "75.00", "6.00", {}),
    (9504, 3004, 1004, 2005, "2024-03-04T11:00:00Z", None, "10.00", "0.80", {}),
    (9505, 3003, 1003, 2004, "2024-03-03T12:00:00Z", "Open", "800.00", "64.00", {"active": False}),
)


def add_estimates(sink: Sink) -> None:
    """Write them."""
    values = {"Open": 0, "Sold": 1, "Dismissed": 2}
    units = {key: unit for key, _, _, _, _, unit, _ in figures.JOBS}
    for key, job, customer, location, created, status, subtotal, tax, special in ESTIMATES:
        made = times.parse(created)
        sku = {
            "id": 761,
            "name": "CORE-DIAG",
            "displayName": "Core diagnostic",
            "type": "Service",
            "soldHours": 1,
            "generalLedgerAccountId": 1,
            "generalLedgerAccountName": "Income",
            "modifiedOn": created,
        }
        amount = Decimal(subtotal)
        item = {
            **ESTIMATE_ITEM,
            "id": key + 100,
            "sku": sku,
            "unitRate": amount,
            "total": amount,
            "createdOn": created,
            "modifiedOn": created,
        }
        fields = {
            "jobId": job,
            "jobNumber": f"C-{job}",
            "customerId": customer,
            "locationId": location,
            "businessUnitId": units[job],
            "businessUnitName": NAMES[units[job]],
            "name": f"Core estimate {key}",
            "subtotal": amount,
            "tax": Decimal(tax),
            "items": [item],
            "status": None if status is None else {"value": values[status], "name": status},
        }
        sink.add("estimates", made, made + times.DAY, id=key, **{**fields, **special})
