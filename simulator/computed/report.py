"""What a report is: its parameters, its columns and how its rows are reckoned; and the check of what it is asked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from simulator import times
from simulator.server.errors import ApiError
from simulator.state import Company

Values = Mapping[str, Any]
Row = list[object]


@dataclass(frozen=True)
class Parameter:
    """Something a report can be asked."""

    name: str
    label: str
    data_type: str
    """`String`, `Number`, `Boolean` or `Date`."""
    required: bool = False
    many: bool = False
    accepts: tuple[tuple[object, str], ...] = ()
    """The values it takes, each with its name; none when there are no such or they are a set's."""
    dynamic_set: str | None = None

    def described(self) -> dict[str, object]:
        """As the API describes it."""
        return {
            "name": self.name,
            "label": self.label,
            "dataType": self.data_type,
            "isArray": self.many,
            "isRequired": self.required,
            "acceptValues": self._accepted(),
        }

    def _accepted(self) -> dict[str, object] | None:
        if not self.accepts and self.dynamic_set is None:
            return None
        values = [list(pair) for pair in self.accepts] if self.accepts else None
        return {"fields": SET_FIELDS, "dynamicSetId": self.dynamic_set, "values": values}

    def check(self, value: object) -> None:
        """Raise ApiError 400 when the report does not take the value."""
        if self.many != isinstance(value, list):
            raise ApiError(
                400, **{self.name: "One value is expected." if not self.many else "A list is expected."}
            )
        for one in value if isinstance(value, list) else [value]:
            if not _FITS[self.data_type](one) or (self.accepts and one not in dict(self.accepts)):
                raise ApiError(400, **{self.name: f"The value '{one}' is not valid."})


SET_FIELDS = [{"name": "Value", "label": "Value"}, {"name": "Name", "label": "Name"}]


def _is_date(value: object) -> bool:
    return isinstance(value, str) and times.readable(value)


_FITS: dict[str, Callable[[object], bool]] = {
    "String": lambda value: isinstance(value, str),
    "Number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "Boolean": lambda value: isinstance(value, bool),
    "Date": _is_date,
}


@dataclass(frozen=True)
class Report:
    """One of the reports that every company has."""

    id: int
    category: str
    name: str
    description: str
    parameters: tuple[Parameter, ...]
    fields: tuple[tuple[str, str, str], ...]
    """Name, label and data type of each column."""
    rows: Callable[["Books", Values], list[Row]]

    def described(self) -> dict[str, object]:
        """As the API describes it."""
        return {
            "id": self.id,
            "name": self.name,
            "description": self.description,
            "modifiedOn": "2023-01-09T15:00:00Z",
            "parameters": [one.described() for one in self.parameters],
            "fields": [{"name": name, "label": label, "dataType": kind} for name, label, kind in self.fields],
        }

    def check(self, body: bytes) -> Values:
        """The parameters a request gives. Raises ApiError 400 naming the first that is wrong or missing."""
        try:
            given = {one.name: one.value for one in msgspec.json.decode(body, type=_Request).parameters}
        except msgspec.DecodeError as error:
            raise ApiError(400, parameters=str(error)) from error
        known = {one.name: one for one in self.parameters}
        for name, value in given.items():
            if name not in known:
                raise ApiError(400, **{name: "The report has no such parameter."})
            known[name].check(value)
        for one in self.parameters:
            if one.required and one.name not in given:
                raise ApiError(400, **{one.name: f"A value for the '{one.name}' parameter was not provided."})
        return given


class _Given(msgspec.Struct):
    name: str
    value: Any = None


class _Request(msgspec.Struct):
    parameters: list[_Given]


class Books:
    """A company's objects, read one by one, and its days."""

    def __init__(self, company: Company, zone: str) -> None:
        self._company = company
        self._zone = ZoneInfo(zone)

    def objects(self, resource: str) -> Iterator[dict[str, Any]]:
        """Every object of a resource by id."""
        return (msgspec.json.decode(record.body) for record in self._company.collections[resource].by_id())

    def name(self, resource: str, key: int) -> str:
        """The name of an object; empty when there is none."""
        collection = self._company.collections[resource]
        return str(msgspec.json.decode(collection[key].body)["name"]) if key in collection else ""

    def day(self, moment: str | None) -> str:
        """The day of a time in the company's time zone, as `2024-03-05`; empty for none."""
        return "" if not moment else times.local_day(times.parse(moment), self._zone)


def within(day: str, asked: Values) -> bool:
    """Whether a day is between the parameters `From` and `To`, both included."""
    return str(asked["From"])[:10] <= day <= str(asked["To"])[:10]
