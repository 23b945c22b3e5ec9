"""Upheaval on request: whatever can happen to a company's records, to any of them, at random but by a seed.

Names change, records are moved to other owners, sold estimates are unsold, payments come late or are voided, customers
and places are merged and taken apart again, records vanish and return. It is not business: nothing has to make sense
but what ServiceTitan itself guarantees, that an invoice's lines are the same wherever they are read.
"""

from collections.abc import Callable
from random import Random

from simulator import times
from simulator.company.build import shape
from simulator.edits import EDITS, edited
from simulator.shapes import SHAPES
from simulator.state import Company, encode
from simulator.storm_money import MoneyStorm

_MERGEABLE = ("customers", "locations")
_RETURNING = ("jobs", "invoices", "customers", "technicians", "job-splits", "campaigns", "calls", "estimates")
"""What vanishes more often than the rest, and may return."""
_REFERENCES = tuple(
    (resource, edit) for resource, edits in sorted(EDITS.items()) for edit in edits if edit.how == ">"
)
_NOTED = tuple(sorted(resource for resource in EDITS if "customFields" in SHAPES[resource]))
"""What has custom fields."""


def cause_upheaval(company: Company, events: int, seed: int) -> dict[str, int]:
    """Let so many things happen; gives how many objects per resource were changed, added or taken away."""
    storm = _Upheaval(company, Random(seed))
    for _ in range(events):
        storm.event()
    return dict(sorted(storm.touched.items()))


class _Upheaval(MoneyStorm):
    def event(self) -> None:
        """One thing that happens."""
        what: tuple[tuple[int, Callable[[], None]], ...] = (
            (50, self._edit),
            (4, self._sell_or_unsell),
            (8, self._change_line),
            (4, self._move_line),
            (6, self._pay),
            (5, self._change_payment),
            (3, self._credit),
            (6, self._merge_or_part),
            (8, self._vanish_or_return),
            (4, self._name_what_comes),
            (4, self._note),
            (4, self._share),
            (4, self._send),
            (3, self._member),
            (2, self._renew),
        )
        self._dice.choices([event for _, event in what], [weight for weight, _ in what])[0]()

    def _edit(self) -> None:
        """Some field of something becomes something else."""
        resource = self._dice.choice(sorted(EDITS))
        found = self._pick(resource)
        if found is None:
            return
        for edit in self._dice.sample(
            EDITS[resource], min(len(EDITS[resource]), self._dice.choice((1, 1, 2)))
        ):
            found[edit.field] = edited(self._company, self._dice, resource, found, edit)
        if resource == "invoices":
            self._show_lines(found)
        self._save(resource, found)

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
        """Something is no longer there; or what was gone, or not there yet, comes as it was."""
        lost = self._company.lost
        if lost and self._dice.random() < 0.5:
            resource, body = lost.pop(self._dice.randrange(len(lost)))
            self._company.store_bytes(resource, body)
            self.touched[resource] += 1
            return
        resource = self._dice.choice(_RETURNING if self._dice.random() < 0.5 else tuple(EDITS))
        records = self._company.collections[resource].by_id()
        if len(records) > 1:
            record = self._dice.choice(records)
            self._company.collections[resource].remove(record.id)
            lost.append((resource, record.body))
            self.touched[resource] += 1

    def _name_what_comes(self) -> None:
        """Something refers to what is not there yet, and may come."""
        resource, edit = self._dice.choice(_REFERENCES)
        found = self._pick(resource)
        if found is None:
            return
        now, key = self._company.clock.now(), self._company.next_id()
        comes = shape(edit.what, now, now, {"id": key}, self._company.next_id)
        self._company.lost.append((edit.what, encode(comes)))
        self._save(resource, found | {edit.field: key})

    def _note(self) -> None:
        """A custom field of something gets a value, or has none any more."""
        resource = self._dice.choice(_NOTED)
        found = self._pick(resource)
        if found is None:
            return
        if found["customFields"] and self._dice.random() < 0.4:
            found["customFields"].pop()
        else:
            field = self._pick(f"custom-fields/{resource}") if f"custom-fields/{resource}" in SHAPES else None
            value = self._dice.choice(("17", "2.50", "blue", ""))
            known = {"name": "Colour"} if field is None else {"typeId": field["id"], "name": field["name"]}
            if self._dice.random() < 0.3:
                known.pop("typeId", None)
            found["customFields"] = [*(found["customFields"] or ()), known | {"value": value}]
        if resource == "invoices":
            self._show_lines(found)
        self._save(resource, found)

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

    def _renew(self) -> None:
        """A membership is followed by another."""
        old = self._pick("memberships")
        if old is None:
            return
        new = self._company.next_id()
        same = (
            "customerId",
            "locationId",
            "businessUnitId",
            "membershipTypeId",
            "billingFrequency",
            "soldById",
        )
        terms = {"duration": old["duration"], "from": old["to"], "to": None, "status": "Active"}
        self._add("memberships", id=new, **{name: old[name] for name in same}, **terms)
        self._save("memberships", old | {"status": "Expired", "renewedById": new})
