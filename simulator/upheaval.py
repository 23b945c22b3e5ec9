"""Upheaval on request: whatever can happen to a company's records, to any of them, at random but by a seed.

Names change, records are moved to other owners, sold estimates are unsold, payments come late or are voided, customers
and places are merged and taken apart again, records vanish and return. It is not business: nothing has to make sense
but what ServiceTitan itself guarantees, that an invoice's lines are the same wherever they are read.
"""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

import msgspec

from simulator import times
from simulator.company import ledger, money
from simulator.company.build import shape
from simulator.edits import EDITS, edited
from simulator.state import Company
from simulator.store import Record

_DECODE = msgspec.json.Decoder(dict[str, Any], float_hook=Decimal).decode
_MERGEABLE = ("customers", "locations")
_RETURNING = ("jobs", "invoices", "customers", "technicians", "job-splits", "campaigns", "calls", "estimates")
"""What vanishes, and may return."""


def cause_upheaval(company: Company, events: int, seed: int) -> dict[str, int]:
    """Let so many things happen; gives how many objects per resource were changed, added or taken away."""
    storm = _Storm(company, Random(seed))
    for _ in range(events):
        storm.event()
    return dict(sorted(storm.touched.items()))


class _Storm:
    def __init__(self, company: Company, dice: Random) -> None:
        self.touched: Counter[str] = Counter()
        self._company, self._dice = company, dice

    def event(self) -> None:
        """One thing that happens."""
        what: tuple[Callable[[], None], ...] = (
            self._edit,
            self._sell_or_unsell,
            self._change_line,
            self._pay,
            self._change_payment,
            self._merge_or_part,
            self._vanish_or_return,
            self._share,
            self._send,
            self._member,
        )
        self._dice.choices(what, (50, 4, 8, 6, 4, 6, 6, 4, 4, 3))[0]()

    def _pick(self, resource: str, fits: Callable[[Record], bool] = lambda _: True) -> dict[str, Any] | None:
        records = [record for record in self._company.collections[resource].by_id() if fits(record)]
        return _DECODE(self._dice.choice(records).body) if records else None

    def _save(self, resource: str, fields: dict[str, Any]) -> None:
        stamp = {"modifiedOn": times.text(self._company.clock.now())} if "modifiedOn" in fields else {}
        self._company.store(resource, fields | stamp)
        self.touched[resource] += 1

    def _add(self, resource: str, **fields: Any) -> None:
        now = self._company.clock.now()
        self._company.store(resource, shape(resource, now, now, fields, self._company.next_id))
        self.touched[resource] += 1

    def _edit(self) -> None:
        """Some field of something becomes something else."""
        resource = self._dice.choice(sorted(EDITS))
        found = self._pick(resource)
        if found is None:
            return
        for edit in self._dice.sample(
            EDITS[resource], min(len(EDITS[resource]), self._dice.choice((1, 1, 2)))
        ):
            found[edit.field] = edited(self._company, self._dice, found, edit)
        if resource == "invoices":
            self._show_lines(found)
        self._save(resource, found)

    def _sell_or_unsell(self) -> None:
        estimate = self._pick("estimates")
        if estimate is None:
            return
        sold = (estimate["status"] or {}).get("name") == "Sold"
        told: dict[str, Any]
        if sold:
            told = {"status": {"value": 0, "name": "Open"}, "soldOn": None, "soldBy": None}
        else:
            seller = self._pick("technicians")
            told = {
                "status": {"value": 1, "name": "Sold"},
                "soldOn": times.text(self._company.clock.now() - self._dice.randrange(900) * times.DAY),
                "soldBy": None if seller is None else seller["id"],
            }
        self._save("estimates", estimate | told)

    def _change_line(self) -> None:
        """A line of an invoice gets another amount, account, unit or cost, or is moved from one invoice to another."""
        invoice = self._pick("invoices", lambda record: b'"items":[{' in record.body)
        if invoice is None:
            return
        line = self._dice.choice(invoice["items"])
        unit = self._pick("business-units")
        cents = self._dice.randrange(-5000, 90_000)
        changes: tuple[dict[str, Any], ...] = (
            {"total": money.text(cents), "price": money.text(cents)},
            {"generalLedgerAccount": self._dice.choice(ledger.ACCOUNTS[:5]).shown()},
            {"businessUnit": unit and {"id": unit["id"], "name": unit["name"]}},
            {"cost": None, "totalCost": None},
            {"totalCost": money.text(abs(cents) // 2)},
        )
        line |= self._dice.choice(changes)
        subtotal = sum((Decimal(one["total"]) for one in invoice["items"]), Decimal())
        total = subtotal + Decimal(invoice["salesTax"])
        owed = Decimal(invoice["balance"]) + total - Decimal(invoice["total"])
        invoice |= {"subTotal": str(subtotal), "total": str(total), "balance": str(owed)}
        self._show_lines(invoice)
        self._save("invoices", invoice)

    def _show_lines(self, invoice: dict[str, Any]) -> None:
        """Write an invoice's lines as the objects they are besides."""
        for line in invoice["items"]:
            line["modifiedOn"] = times.text(self._company.clock.now())
            self._save("invoice-items", {**line, "invoiceId": invoice["id"], "active": invoice["active"]})

    def _pay(self) -> None:
        """A payment, whole or in part, of what is owed; some is dated back."""
        invoice = self._pick("invoices", lambda record: b'"balance":"0.00"' not in record.body)
        if invoice is None or Decimal(invoice["balance"]) <= 0:
            return
        owed = Decimal(invoice["balance"])
        part = owed if self._dice.random() < 0.5 else round(owed / 3, 2)
        when = self._company.clock.now() - self._dice.randrange(60) * times.DAY
        applied = {
            "appliedId": self._company.next_id(),
            "appliedTo": invoice["id"],
            "appliedAmount": str(part),
            "appliedOn": times.text(when),
            "appliedBy": "office",
            "appliedToReferenceNumber": invoice["referenceNumber"],
        }
        whom = {"customer": invoice["customer"], "businessUnit": invoice["businessUnit"]}
        day = times.text(times.midnight(when))
        self._add("payments", total=str(part), appliedTo=[applied], date=day, **whom)
        self._save("invoices", invoice | {"balance": str(owed - part)})

    def _change_payment(self) -> None:
        """A payment is voided, or restored, or applied to another invoice."""
        payment = self._pick("payments")
        other = self._pick("invoices")
        if payment is None or other is None:
            return
        if payment["appliedTo"] and self._dice.random() < 0.5:
            payment["appliedTo"][0]["appliedTo"] = other["id"]
        else:
            payment["active"] = not payment["active"]
        self._save("payments", payment)

    def _merge_or_part(self) -> None:
        """A customer or place is merged into one that is not itself merged away, or is taken apart again."""
        resource = self._dice.choice(_MERGEABLE)
        merged = self._pick(resource, lambda record: b'"mergedToId":null' not in record.body)
        if merged is not None and self._dice.random() < 0.4:
            self._save(resource, merged | {"mergedToId": None, "active": True})
            return
        gone = self._pick(resource, lambda record: b'"mergedToId":null' in record.body)
        into = self._pick(resource, lambda record: b'"mergedToId":null' in record.body)
        if gone is not None and into is not None and gone["id"] != into["id"]:
            self._save(resource, gone | {"mergedToId": into["id"], "active": False})

    def _vanish_or_return(self) -> None:
        """Something is no longer there; or what was gone is there again, as it was."""
        lost = self._company.lost
        if lost and self._dice.random() < 0.5:
            resource, body = lost.pop(self._dice.randrange(len(lost)))
            self._company.store_bytes(resource, body)
            self.touched[resource] += 1
            return
        resource = self._dice.choice(_RETURNING)
        records = self._company.collections[resource].by_id()
        if records:
            record = self._dice.choice(records)
            self._company.collections[resource].remove(record.id)
            lost.append((resource, record.body))
            self.touched[resource] += 1

    def _share(self) -> None:
        """A technician gets a share of a job."""
        job, technician = self._pick("jobs"), self._pick("technicians")
        if job is not None and technician is not None:
            share = self._dice.choice((20, 40, 60, 100))
            self._add("job-splits", jobId=job["id"], technicianId=technician["id"], split=share)

    def _send(self) -> None:
        """A technician is sent in another's place."""
        old, technician = self._pick("appointment-assignments"), self._pick("technicians")
        if old is not None and technician is not None:
            self._save("appointment-assignments", old | {"active": False})
            who = {"technicianId": technician["id"], "technicianName": technician["name"]}
            same = {
                name: old[name] for name in ("jobId", "appointmentId", "assignedById", "assignedOn", "status")
            }
            self._add("appointment-assignments", **who, **same)

    def _member(self) -> None:
        """A membership changes its status, which is noted."""
        membership = self._pick("memberships")
        if membership is None:
            return
        new = self._dice.choice(("Active", "Suspended", "Expired", "Canceled"))
        day = times.text(times.midnight(self._company.clock.now()))
        canceled = {"cancellationDate": day if new == "Canceled" else None}
        change = {"oldStatus": membership["status"], "newStatus": new, "membershipId": membership["id"]}
        self._save("memberships", membership | {"status": new} | canceled)
        self._add("membership-status-changes", **change)
