"""Writes the core's business as `simulator.company.core_figures` states it."""

from decimal import Decimal

from simulator import times
from simulator.company import core_figures as figures
from simulator.company import ledger
from simulator.company.build import Sink
from simulator.company.core_estimates import add_estimates
from simulator.company.core_setup import NAMES
from simulator.shapes.accounting import INVOICE_ITEM


def add_business(sink: Sink) -> None:
    """Write it all."""
    _add_jobs(sink)
    _add_visits(sink)
    _add_work(sink)
    _add_invoices(sink)
    _add_payments(sink)
    add_estimates(sink)
    _add_belongings(sink)


def _add_belongings(sink: Sink) -> None:
    """What the first customer has got: a heat pump, a membership and a project."""
    day = times.parse("2024-03-05T16:00:00Z")
    sink.add(
        "installed-equipment",
        day,
        day,
        id=795,
        equipmentId=781,
        locationId=2001,
        customerId=1001,
        name="Core heat pump",
        installedOn="2024-03-05T00:00:00Z",
        serialNumber="SN-1",
        manufacturer="Northwind",
        model="C1",
        cost=Decimal("1250.50"),
        manufacturerWarrantyStart="2024-03-05T00:00:00Z",
        manufacturerWarrantyEnd="2034-03-05T00:00:00Z",
    )
    home = {"customerId": 1001, "locationId": 2001}
    term = {"from": "2024-03-05T00:00:00Z", "to": "2025-03-05T00:00:00Z"}
    sink.add("memberships", day, day, id=796, businessUnitId=101, membershipTypeId=797, **home, **term)
    project = {"number": "PR-798", "name": "Alma's heating", "jobIds": [3001], "businessUnitIds": [101]}
    sink.add("projects", day, day, id=798, **home, **project)


def _add_jobs(sink: Sink) -> None:
    first = {job: key for key, job, *_ in reversed(figures.VISITS)}
    for key, created, status, customer, location, unit, special in figures.JOBS:
        seen = times.parse(created)
        fields = {
            "jobNumber": f"C-{key}",
            "jobStatus": status,
            "customerId": customer,
            "locationId": location,
            "businessUnitId": unit,
            "jobTypeId": 301 if unit == 101 else 302,
            "campaignId": 411,
            "appointmentCount": 1,
            "firstAppointmentId": first[key],
            "lastAppointmentId": first[key],
            "createdById": 9252,
            "summary": "<p>Core job</p>",
        }
        done = special.get("completedOn")
        sink.add(
            "jobs", seen, seen if done is None else times.parse(str(done)), id=key, **{**fields, **special}
        )


def _add_visits(sink: Sink) -> None:
    customers = {key: customer for key, _, _, customer, *_ in figures.JOBS}
    made = {key: times.parse(created) for key, created, *_ in figures.JOBS}
    for key, job, start, end, status, special in figures.VISITS:
        fields = {
            "arrivalWindowStart": start,
            "arrivalWindowEnd": end,
            "customerId": customers[job],
            "createdById": 9252,
        }
        number = f"C-{job}-{1 if key != 4003 else 2}"
        sink.add(
            "appointments",
            made[job],
            times.parse(end),
            id=key,
            jobId=job,
            appointmentNumber=number,
            start=start,
            end=end,
            status=status,
            **{**fields, **special},
        )


def _add_work(sink: Sink) -> None:
    made = {key: times.parse(created) for key, created, *_ in figures.JOBS}
    for key, job, visit, technician, status, active in figures.ASSIGNMENTS:
        sink.add(
            "appointment-assignments",
            made[job],
            made[job],
            id=key,
            jobId=job,
            appointmentId=visit,
            technicianId=technician,
            technicianName=NAMES[technician],
            assignedById=9252,
            assignedOn=times.text(made[job]),
            status=status,
            active=active,
        )
    for key, job, visit, technician, arrived, done, active in figures.TIMESHEETS:
        seen = times.parse(done or arrived)
        sink.add(
            "job-timesheets",
            seen,
            seen,
            id=key,
            jobId=job,
            appointmentId=visit,
            technicianId=technician,
            active=active,
            dispatchedOn=arrived,
            arrivedOn=arrived,
            doneOn=done,
        )
    for key, technician in ((6501, 201), (6502, 202)):
        done_on = times.parse("2024-03-05T16:00:00Z")
        sink.add("job-splits", done_on, done_on, id=key, jobId=3001, technicianId=technician, split=50)


def _named(key: int) -> dict[str, object]:
    return {"id": key, "name": NAMES[key]}


def _add_invoices(sink: Sink) -> None:
    voided = {key for key, *_, special in figures.INVOICES if special.get("active") is False}
    items: dict[int, list[dict[str, object]]] = {key: [] for key, *_ in figures.INVOICES}
    for key, invoice, sku, quantity, price, total in figures.ITEMS:
        stamp = {"createdOn": "2024-03-20T12:00:00Z", "modifiedOn": "2024-03-20T12:00:00Z"}
        item = {
            "id": key,
            "skuId": sku,
            "skuName": f"CORE-{sku}",
            "quantity": quantity,
            "price": price,
            "total": total,
            "generalLedgerAccount": (ledger.GOODS if sku == 771 else ledger.SERVICE).shown(),
        }
        items[invoice].append({**INVOICE_ITEM, **stamp, **item})
        seen = times.parse("2024-03-20T12:00:00Z")
        sink.add("invoice-items", seen, seen, **item, invoiceId=invoice, active=invoice not in voided)
    for key, job, customer, unit, day, (subtotal, tax, total, balance), special in figures.INVOICES:
        made = times.parse(day) + 18 * times.HOUR
        fields = {
            "referenceNumber": f"C-{key}",
            "invoiceDate": f"{day}T00:00:00Z",
            "dueDate": f"{day}T00:00:00Z",
            "subTotal": subtotal,
            "salesTax": tax,
            "total": total,
            "balance": balance,
            "customer": _named(customer),
            "businessUnit": _named(unit),
            "job": None if job is None else {"id": job, "number": f"C-{job}", "type": "Core job"},
            "items": items[key],
        }
        sink.add("invoices", made, made + times.DAY, id=key, **{**fields, **special})


def _add_payments(sink: Sink) -> None:
    units = {key: unit for key, _, _, unit, *_ in figures.INVOICES}
    for key, customer, day, total, unapplied, applied, special in figures.PAYMENTS:
        made = times.parse(day) + 15 * times.HOUR
        parts = [
            {
                "appliedId": application,
                "appliedTo": invoice,
                "appliedAmount": amount,
                "appliedOn": f"{day}T15:00:00Z",
                "appliedBy": "office",
                "appliedToReferenceNumber": f"C-{invoice}",
            }
            for application, invoice, amount in applied
        ]
        unit = units[applied[0][1]] if applied else 102
        fields = {
            "customer": _named(customer),
            "businessUnit": _named(unit),
            "referenceNumber": f"R-{key}",
            "appliedTo": parts,
        }
        sink.add(
            "payments",
            made,
            made,
            id=key,
            date=f"{day}T00:00:00Z",
            total=total,
            unappliedAmount=unapplied,
            **{**fields, **special},
        )
