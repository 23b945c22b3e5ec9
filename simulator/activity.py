"""Business as usual on request: bookings, completed jobs, invoices, payments, sold estimates and edits."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

from simulator import times
from simulator.company.ledger import SERVICE
from simulator.company.words import LAST, STREETS
from simulator.desk import DECODE, Desk
from simulator.state import Company

_LIKEWISE = (
    *("customerId", "locationId", "businessUnitId", "jobTypeId", "campaignId"),
    *("summary", "priority", "createdById"),
)
"""What a new job has in common with the one it is like."""
_OPEN = ("Scheduled", "Dispatched", "InProgress")


def do_business(company: Company, changes: int, seed: int) -> dict[str, int]:
    """Make changes until so many objects are new or changed; gives how many per resource.

    What happens depends on the seed and on the company as it is. Raises ValueError if too little can change.
    """
    day = _Day(company, Random(seed))
    while (left := changes - len(day.touched)) > 0:
        day.something(left)
    return dict(Counter(resource for resource, _ in day.touched))


class _Day(Desk):
    """One run of business."""

    def __init__(self, company: Company, dice: Random) -> None:
        super().__init__(company, dice)
        self._assigned: dict[int, int] | None = None

    def something(self, left: int) -> None:
        """One thing that happens, of at most `left` changes."""
        events: list[tuple[int, int, Callable[[], bool]]] = [
            # weight, changes at most, what
            (3, 3, self._book),
            (3, 8, self._complete),
            (3, 3, self._pay),
            (1, 1, self._sell),
            (2, 1, self._answer),
            (2, 1, self._edit_contact),
            (2, 1, self._edit_customer),
        ]
        possible = [event for event in events if event[1] <= left]
        weights = [event[0] for event in possible]
        if self._dice.choices(possible, weights)[0][2]():
            return
        if not (self._edit_customer() or self._edit_contact() or (left >= 3 and self._book())):
            raise ValueError("the company has too little to change")

    def _book(self) -> bool:
        like, technician = self._any("jobs"), self._any("technicians")
        if like is None or technician is None:
            return False
        now = self._company.clock.now()
        start = times.midnight(now) + times.DAY + self._dice.choice((13, 15, 17)) * times.HOUR
        job = self._company.next_id()
        begin, end = times.text(start), times.text(start + 2 * times.HOUR)
        visit = self._new(
            "appointments",
            jobId=job,
            appointmentNumber=f"{job}-1",
            start=begin,
            end=end,
            customerId=like["customerId"],
            arrivalWindowStart=begin,
            arrivalWindowEnd=end,
            createdById=like["createdById"],
        )
        same = {name: like[name] for name in _LIKEWISE}
        visits = {"appointmentCount": 1, "firstAppointmentId": visit, "lastAppointmentId": visit}
        self._new("jobs", id=job, jobNumber=str(job), **same, **visits)
        self._new(
            "appointment-assignments",
            jobId=job,
            appointmentId=visit,
            technicianId=technician["id"],
            technicianName=technician["name"],
            assignedById=like["createdById"],
            assignedOn=times.text(now),
        )
        return True

    def _complete(self) -> bool:
        job = self._take("jobs", lambda fields: fields["jobStatus"] in _OPEN and not fields["invoiceId"])
        bill = self._any("invoices")
        visits = self._company.collections["appointments"]
        if job is None or bill is None or job["lastAppointmentId"] not in visits:
            return False
        now = times.text(self._company.clock.now())
        visit = DECODE(visits[job["lastAppointmentId"]].body)
        self._save("appointments", {**visit, "status": "Done"})
        assignment = self._assignment_of(visit["id"])
        if assignment is not None:
            self._save("appointment-assignments", {**assignment, "status": "Done"})
            self._new(
                "job-timesheets",
                jobId=job["id"],
                appointmentId=visit["id"],
                technicianId=assignment["technicianId"],
                dispatchedOn=visit["start"],
                arrivedOn=visit["start"],
                doneOn=visit["end"],
            )
            self._new("job-splits", jobId=job["id"], technicianId=assignment["technicianId"], split=100)
            self._reward(job, assignment["technicianId"], visit)
        invoice = self._bill(job, bill)
        self._save("jobs", {**job, "jobStatus": "Completed", "completedOn": now, "invoiceId": invoice})
        return True

    def _reward(self, job: dict[str, Any], technician: int, visit: dict[str, Any]) -> None:
        hours = Decimal(max(0, times.parse(visit["end"]) - times.parse(visit["start"]))) / times.HOUR
        paid = {
            "paidTimeType": "Regular",
            "paidDurationHours": round(hours, 4),
            "amount": round(hours * 30, 2),
        }
        day = times.text(times.midnight(self._company.clock.now()))
        who = {"employeeId": technician, "employeeType": "Technician", "jobId": job["id"]}
        self._new("gross-pay-items", grossPayItemType="TimesheetTime", date=day, **who, **paid)

    def _bill(self, job: dict[str, Any], like: dict[str, Any]) -> int:
        """An invoice of one item for the job, at the price of a line billed before."""
        collections = self._company.collections
        day = times.text(times.midnight(self._company.clock.now()))
        price = next((item["total"] for item in like["items"] if Decimal(item["total"]) > 0), "120.00")
        who, unit = (
            self._named("customers", job["customerId"]),
            self._named("business-units", job["businessUnitId"]),
        )
        key, stamp = self._company.next_id(), times.text(self._company.clock.now())
        item = {"skuName": "Service", "price": price, "total": price, "displayName": "Service", "order": 1}
        item |= {"generalLedgerAccount": SERVICE.shown(), "businessUnit": unit}
        line = self._new("invoice-items", **item, invoiceId=key)
        whole = {**DECODE(collections["invoice-items"][line].body), "createdOn": stamp}
        nested = {name: value for name, value in whole.items() if name not in ("invoiceId", "active")}
        return self._new(
            "invoices",
            id=key,
            referenceNumber=str(key),
            invoiceDate=day,
            dueDate=day,
            subTotal=price,
            total=price,
            balance=price,
            customer=who,
            businessUnit=unit,
            items=[nested],
            job={"id": job["id"], "number": job["jobNumber"], "type": None},
        )

    def _answer(self) -> bool:
        """A call like one before, of which nothing came."""
        like = self._any("calls")
        if like is None:
            return False
        kind = self._dice.choice(("Unbooked", "Unbooked", "Excused", "NotLead", "Abandoned"))
        same = {
            name: like[name]
            for name in ("duration", "from", "to", "direction", "campaign", "agent", "reason")
        }
        self._new("calls", type=kind, status="Completed", **same)
        return True

    def _assignment_of(self, visit: int) -> dict[str, Any] | None:
        collection = self._company.collections["appointment-assignments"]
        if self._assigned is None:
            recent = [
                DECODE(record.body) for record in self._recent("appointment-assignments") if record.active
            ]
            self._assigned = {fields["appointmentId"]: fields["id"] for fields in recent}
        key = self._assigned.get(visit)
        return None if key is None else DECODE(collection[key].body)

    def _pay(self) -> bool:
        invoice = self._take(
            "invoices", lambda fields: Decimal(fields["balance"] or 0) > 0 and fields["customer"] is not None
        )
        if invoice is None:
            return False
        now = self._company.clock.now()
        amount, stamp, day = invoice["balance"], times.text(now), times.text(times.midnight(now))
        part = {
            "appliedId": self._company.next_id(),
            "appliedTo": invoice["id"],
            "appliedAmount": amount,
            "appliedOn": stamp,
            "appliedBy": "office",
            "appliedToReferenceNumber": invoice["referenceNumber"],
        }
        self._new(
            "payments",
            total=amount,
            appliedTo=[part],
            customer=invoice["customer"],
            businessUnit=invoice["businessUnit"],
            date=day,
        )
        self._save("invoices", {**invoice, "balance": "0.00", "paidOn": stamp})
        customers, key = self._company.collections["customers"], invoice["customer"]["id"]
        if key in customers:
            customer = DECODE(customers[key].body)
            self._save("customers", {**customer, "balance": Decimal(customer["balance"]) - Decimal(amount)})
        return True

    def _sell(self) -> bool:
        estimate = self._take("estimates", lambda fields: (fields["status"] or {}).get("name") == "Open")
        if estimate is None:
            return False
        sold = {"status": {"value": 1, "name": "Sold"}, "soldOn": times.text(self._company.clock.now())}
        self._save("estimates", {**estimate, **sold})
        return True

    def _edit_contact(self) -> bool:
        contact = self._take("customer-contacts", lambda fields: fields["type"] == "MobilePhone")
        if contact is None:
            return False
        value = f"614555{self._dice.randrange(100, 200):04d}"
        settings = {"phoneNumber": value, "doNotText": False}
        self._save("customer-contacts", {**contact, "value": value, "phoneSettings": settings})
        return True

    def _edit_customer(self) -> bool:
        customer = self._take("customers", lambda fields: fields["type"] == "Residential")
        if customer is None:
            return False
        first = customer["name"].partition(" ")[0]
        street = f"{self._dice.randrange(100, 9900)} {self._dice.choice(STREETS)}"
        changed = {
            "name": f"{first} {self._dice.choice(LAST)}",
            "address": {**customer["address"], "street": street},
        }
        self._save("customers", {**customer, **changed})
        return True
