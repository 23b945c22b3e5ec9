"""Rows of the long tail: a few believable objects per collection, as their fields are declared."""

from functools import cache
from random import Random
from typing import Any

from simulator import times
from simulator.company import money, values
from simulator.company.build import Builder, guid
from simulator.company.people import spread
from simulator.company.subjects import Subjects, collection_of
from simulator.shapes.fields import Field, Kind
from simulator.shapes.tables import KINDS

_IN_CORE = 4
"""The hand-made core has at most so many rows of each collection."""
_MANY = 1000
"""Of the customers beyond these, one in ten counts."""
_WANTED_STATUS = {"job-canceled-logs": "Canceled", "job-cancellations": "Canceled"}
_COHERENT = frozenset(
    (
        *("calls", "bookings", "leads", "campaign-costs", "technician-ratings", "job-canceled-logs"),
        *("job-cancellations", "membership-status-changes", "recurring-services", "recurring-service-events"),
        *("gross-pay-items", "payrolls", "technician-shifts", "non-job-appointments", "non-job-timesheets"),
        *("purchase-orders", "receipts", "inventory-bills", "returns", "transfers", "adjustments"),
        *("credit-memos", "credit-memo-items", "gl-accounts"),
    )
)
"""What the generated business writes itself: drawn at random, these would contradict it."""
_ENDINGS = {
    "Id": ("id",),
    "Name": ("name", "displayName"),
    "Number": ("jobNumber", "number"),
    "Code": ("code",),
}
"""What `customerId`, `customerName`, `jobNumber` and `skuCode` are called in the object they are about."""
_REFERRING = ("int", "guid", "text", "token")


def add_rows(builder: Builder, dice: Random, since: int, until: int, customers: int | None) -> None:
    """Write the long tail of a company of so many customers, or, with None, of its core.

    What the rows refer to is taken from what the builder got since its last `mark`.
    """
    subjects = Subjects(builder)
    for kind in KINDS.values():
        if customers is not None and (kind.rows == 1 or kind.name in _COHERENT):
            continue  # there is only one of these, and the core has it; or they are part of the business
        count = _count(kind, customers)
        for field in kind.fields:
            if field.distinct:
                count = min(count, len(subjects.pool(collection_of(field.name.removesuffix("Id")))))
        for number in range(count):
            created = spread(dice, since, until)
            row = _Row(builder, dice, subjects, kind, number, created, until)
            builder.store(kind.name, created, row.modified, row.make())


def add_estimate_items(builder: Builder) -> None:
    """Write the items of all estimates once more, each as an object of its own."""
    for estimate in builder.all("estimates"):
        for item in estimate["items"]:
            made, changed = (times.parse(item[name]) for name in ("createdOn", "modifiedOn"))
            builder.store("estimate-items", made, changed, item)


def _count(kind: Kind, customers: int | None) -> int:
    if customers is None:
        return min(_IN_CORE, kind.rows)
    served = min(customers, _MANY) + max(0, customers - _MANY) // 10
    return max(_IN_CORE, served // kind.rows) if kind.scales else kind.rows


class _Row:
    """One object under construction: what it refers to is the same wherever it refers to it."""

    def __init__(
        self,
        builder: Builder,
        dice: Random,
        subjects: Subjects,
        kind: Kind,
        number: int,
        created: int,
        until: int,
    ) -> None:
        self._builder, self._dice, self._subjects, self._kind = builder, dice, subjects, kind
        self._number, self._created, self._until = number, created, until
        self.modified = min(until, created + dice.randrange(40 * 86400) * times.SECOND)
        # Rows about people are about a technician and someone of the office by turns.
        self._of_office = number % 2 == 1 and not any(field.distinct for field in kind.fields)
        self._cast = subjects.cast(dice, _WANTED_STATUS.get(kind.name))

    def make(self) -> dict[str, object]:
        """The whole object."""
        return {field.name: self._top(field) for field in self._kind.fields}

    def _top(self, field: Field) -> object:
        if field.distinct:
            word = field.name.removesuffix("Id")
            self._cast[word] = self._subjects.pool(collection_of(word))[self._number]
        if field.kind == "choice" and field.name in ("name", "code"):
            return field.words[self._number % len(field.words)]
        if field.name in self._kind.key and field.kind == "int" and not field.distinct:
            return self._builder.next_id() if field.name in ("id", "internalId") else self._value(field, "")
        if field.name == "createdOn":
            return times.text(self._created)
        if field.name == "modifiedOn":
            return times.text(self.modified)
        return self._value(field, "")

    def _value(self, field: Field, owner: str) -> object:
        # The first row has a value everywhere, so that every column is seen with one.
        if field.nullable and self._number and not self._is_key(field, owner) and self._dice.random() < 0.3:
            return None
        if field.many:
            return self._several(field)
        if field.kind == "object":
            return {one.name: self._value(one, field.name) for one in field.fields}
        if field.kind == "list":
            count = self._dice.randrange(1, 3)
            return [{one.name: self._value(one, field.name) for one in field.fields} for _ in range(count)]
        copied = self._copied(field, owner)
        if copied is None and field.nullable and self._number and field.name.endswith("Id"):
            return None  # rather than an id of nothing
        return self._made_up(field) if copied is None else copied

    def _is_key(self, field: Field, owner: str) -> bool:
        return not owner and field.name in self._kind.key

    def _several(self, field: Field) -> list[object]:
        if field.name.endswith("Ids"):
            found = self._refer(field.name.removesuffix("Ids"))
            return [] if found is None else [found["id"]]
        if field.kind == "choice":
            first = self._dice.randrange(len(field.words))
            return list(field.words[first : first + 2])
        return [] if field.kind == "object" else [self._made_up(field)]

    def _refer(self, word: str) -> dict[str, Any] | None:
        # The first row refers to something everywhere, be it to something of another job.
        if word not in self._cast or (self._cast[word] is None and not self._number):
            known = "manager" if word == "employee" and self._of_office else word
            self._cast[word] = self._subjects.other(self._dice, known, self._kind.name)
        return self._cast[word]

    def _copied(self, field: Field, owner: str) -> object:
        """What the object referred to says; None when the field refers to nothing or that does not tell."""
        name, value = field.name, None
        if name == "employeeType":
            return "Employee" if self._of_office else "Technician"
        if owner:
            value = (self._refer(owner) or {}).get(name)
        if value is None:
            word, ending = _split(name)
            for known in _ENDINGS.get(ending, ()):
                value = (self._refer(word) or {}).get(known) if value is None else value
        return _as(field, value)

    def _made_up(self, field: Field) -> object:
        dice, name, number = self._dice, field.name, self._number
        match field.kind:
            case "choice":
                return dice.choice(field.words)
            case "bool":
                return number % 5 != 2 if name == "active" else dice.random() < 0.3
            case "int":
                return self._builder.next_id() if name == "id" else dice.randrange(1, 100)
            case "n":
                return values.small(dice, name, number, int(times.text(self._created)[:4]))
            case "num":
                return values.decimal(dice, name)
            case "money":
                return money.text(dice.randrange(500, 90000))
            case "time":
                return times.text(self._time(name))
            case "date":
                return times.text(self._time(name))[:10]
        return self._text(field)

    def _text(self, field: Field) -> str:
        dice = self._dice
        match field.kind:
            case "span":
                return f"0{dice.randrange(1, 9)}:{dice.choice(('00', '15', '30'))}:00"
            case "guid":
                return guid(self._builder.next_id())
            case "token":
                return f"{dice.getrandbits(60):015x}"
            case "html":
                return f"<p>{values.text(dice, 'note', self._number)}</p>"
            case "number":
                return str(1000 + 10 * self._number)
            case "person":
                return values.person(dice)
        if field.name == "name":
            return f"{self._kind.name.removesuffix('s').replace('-', ' ').capitalize()} {self._number + 1}"
        return values.text(dice, field.name, self._number)

    def _time(self, name: str) -> int:
        if name.lower().endswith(("date", "day")) or name == "date":
            return times.midnight(self._created) + self._dice.randrange(30) * times.DAY
        late = name.lower().startswith("end") or name.endswith("End") or name == "to"
        return min(self._until, self._created + (3 if late else 1) * times.HOUR)


@cache
def _split(name: str) -> tuple[str, str]:
    """`customerName` as `customer` and `Name`; without one of the known endings, the name and nothing."""
    ending = next((one for one in _ENDINGS if name.endswith(one)), "")
    return name.removesuffix(ending), ending


def _as(field: Field, value: object) -> object:
    """The value where it fits the field's kind; None otherwise."""
    if field.kind == "choice":
        return value if value in field.words else None
    if field.kind == "text":
        return (
            str(value)
            if isinstance(value, str | int) and not isinstance(value, bool) and value != ""
            else None
        )
    if field.kind in _REFERRING:
        return value if isinstance(value, int if field.kind == "int" else str) else None
    if field.kind == "bool":
        return value if isinstance(value, bool) else None
    return None
