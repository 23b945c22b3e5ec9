"""The typed client of the control routes, for tests, the demo and the benchmark."""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeVar

import msgspec
import urllib3

from simulator.messages import (
    Activity,
    Add,
    Change,
    ExpireFeeds,
    Fault,
    Merge,
    Nothing,
    Put,
    Requests,
    Reset,
    Select,
    SetClock,
    Settings,
    Upheaval,
)

T = TypeVar("T")
Key = int | str
"""What tells an object from the others: its `id`, or what its collection has instead, like `201:3001`."""


class ControlError(Exception):
    """The simulator refused an operation; the message says why."""


def _raw(fields: dict[str, Any]) -> dict[str, msgspec.Raw]:
    encoder = msgspec.json.Encoder(decimal_format="number")
    return {name: msgspec.Raw(encoder.encode(value)) for name, value in fields.items()}


class Control:
    """Moves a running simulator. `tenant` picks one of several companies; without it the first is meant.

    Resources are named as their collections are: `customers`, `customer-contacts`, `invoices`,
    `appointment-assignments`, `custom-fields/customers`, ... (`simulator.endpoints.RESOURCES`).
    """

    def __init__(self, url: str, tenant: int | None = None) -> None:
        self._url = url.rstrip("/")
        self._tenant = tenant
        self._pool = urllib3.PoolManager(retries=False, timeout=120)

    def for_tenant(self, tenant: int) -> "Control":
        """The same simulator, moving another tenant's company."""
        return Control(self._url, tenant)

    def _call(self, operation: str, body: object, kind: type[T]) -> T:
        query = "" if self._tenant is None else f"?tenant={self._tenant}"
        data = msgspec.json.encode(body)
        answer = self._pool.request("POST", f"{self._url}/_sim/{operation}{query}", body=data)
        if answer.status != 200:
            raise ControlError(answer.data.decode())
        return msgspec.json.decode(answer.data, type=kind)

    def reset(
        self,
        *,
        customers: int | None = None,
        seed: int | None = None,
        core_only: bool | None = None,
        start: str | None = None,
    ) -> None:
        """Build the companies anew; settings, faults, tokens and the request log start afresh too."""
        self._call("reset", Reset(customers, seed, core_only, start), type(None))

    def settings(self, **changes: Any) -> Settings:
        """Change settings (the fields of `Settings`) and give all of them as they are now."""
        now = self._call("get_settings", Nothing(), Settings)
        wanted = msgspec.structs.replace(now, **changes)
        self._call("settings", wanted, type(None))
        return wanted

    def faults(self, *faults: Fault) -> None:
        """Arm these faults instead of those armed before; none switches them all off."""
        self._call("faults", list(faults), type(None))

    def change(
        self,
        resource: str,
        fields: dict[str, Any],
        *,
        ids: Iterable[Key] | None = None,
        count: int | None = None,
        offset: int = 0,
        touch: bool = True,
    ) -> list[Any]:
        """Set fields on objects (by ids; the first `count` active ones by id; or all) and give their ids."""
        select = _select(resource, ids, count, offset)
        return self._call("change", Change(select, _raw(fields), touch=touch), list[Any])

    def add_field(self, resource: str, name: str, value: Any, **which: Any) -> list[Any]:
        """Let objects have a field the specification does not know. `which` as in `change`."""
        return self.change(resource, {name: value}, **which)

    def change_type(self, resource: str, name: str, value: Any, **which: Any) -> list[Any]:
        """Give a field a value of another type than specified. `which` as in `change`."""
        return self.change(resource, {name: value}, **which)

    def drop_field(self, resource: str, name: str, *, ids: Iterable[Key] | None = None) -> list[Any]:
        """Let objects lack a field."""
        return self._call("change", Change(_select(resource, ids), drop=(name,)), list[Any])

    def deactivate(
        self, resource: str, *, ids: Iterable[Key] | None = None, count: int | None = None
    ) -> list[Any]:
        """Make objects inactive."""
        return self.change(resource, {"active": False}, ids=ids, count=count)

    def delete(
        self, resource: str, *, ids: Iterable[Key] | None = None, count: int | None = None
    ) -> list[Any]:
        """Take objects away for good: neither listings nor feeds return them any more."""
        return self._call("delete", _select(resource, ids, count), list[Any])

    def add(self, resource: str, fields: dict[str, Any] | None = None, *, count: int = 1) -> list[Any]:
        """Add objects with these fields, the rest as by default, and give their ids."""
        return self._call("add", Add(resource, count, _raw(fields or {})), list[Any])

    def put(self, resource: str, text: str) -> Any:
        """Store one object with exactly this JSON text; it replaces the one of the same id. Gives the id."""
        return self._call("put", Put(resource, text), object)

    def merge(self, customer: int, into: int) -> int:
        """Merge a customer into another: it turns inactive, its locations and business move.

        Gives the number of changed objects.
        """
        return self._call("merge", Merge(customer, into), int)

    def activity(self, changes: int, seed: int = 0) -> dict[str, int]:
        """Let the company do business until this many objects changed; gives how many per resource."""
        return self._call("activity", Activity(changes, seed), dict[str, int])

    def upheaval(self, events: int, seed: int = 0) -> dict[str, int]:
        """Let so many things happen to any records: edits, moves, merges, voids, vanishings and returns.

        What happens depends on the seed and the company as it is. Gives the changed objects per resource.
        """
        return self._call("upheaval", Upheaval(events, seed), dict[str, int])

    def clock(self) -> str:
        """The company's time."""
        return self._call("clock", SetClock(), str)

    def set_clock(self, to: str) -> str:
        """Move the company's clock to a time."""
        return self._call("clock", SetClock(to=to), str)

    def advance(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0) -> str:
        """Move the company's clock forward and give its time."""
        total = seconds + 60 * (minutes + 60 * (hours + 24 * days))
        return self._call("clock", SetClock(seconds=total), str)

    def expire_feed_tokens(self, path: str = "*") -> None:
        """Make feed tokens invalid, for endpoints matching a shell pattern such as `crm/v2/export/*`."""
        self._call("expire_feeds", ExpireFeeds(path), type(None))

    def expire_tokens(self) -> None:
        """Make all access tokens invalid at once."""
        self._call("expire_tokens", Nothing(), type(None))

    def requests(self) -> Requests:
        """The API requests since the last reset of the log."""
        return self._call("requests", Nothing(), Requests)

    def clear_requests(self) -> None:
        """Empty the request log."""
        self._call("clear_requests", Nothing(), type(None))

    def truth_texts(self, resource: str) -> list[bytes]:
        """Every current object of a resource as the very bytes served, by id."""
        return [bytes(raw) for raw in self._call("truth", Select(resource), list[msgspec.Raw])]

    def truth(self, resource: str) -> list[dict[str, Any]]:
        """Every current object of a resource, inactive ones too, by id; numbers with a point are Decimal."""
        return [json.loads(text, parse_float=Decimal) for text in self.truth_texts(resource)]


def _select(
    resource: str, ids: Iterable[Key] | None = None, count: int | None = None, offset: int = 0
) -> Select:
    return Select(resource, None if ids is None else tuple(ids), count, offset)
