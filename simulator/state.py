"""A running simulation: the companies of its tenants and everything that can be set about it."""

import gc
from collections import Counter
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Any

import msgspec

from simulator import times
from simulator.company import CompanySpec, build_company
from simulator.endpoints import ENDPOINTS, RESOURCES
from simulator.journal import Journal
from simulator.messages import Request, Reset, Settings, TenantAccess
from simulator.server.faults import Faults
from simulator.server.gateway import Gateway
from simulator.shapes import key_rule
from simulator.store import Collection, Key, Record, read_fields, read_record

_LOGGED = 200_000


@dataclass
class Company:
    """One tenant's data as it is now."""

    tenant: int
    spec: CompanySpec
    clock: times.Clock
    collections: dict[str, Collection]
    version: int
    generations: Counter[str] = field(default_factory=Counter)
    """How often the feed tokens of an endpoint have been made invalid."""
    last_id: int = 1_000_000_000
    lost: list[tuple[str, bytes]] = field(default_factory=list)
    """What vanished in an upheaval and may return: resource and object."""

    def store(
        self, resource: str, fields: dict[str, object] | dict[str, msgspec.Raw], key: Key | None = None
    ) -> Record:
        """Insert or replace an object given as fields. See `store_bytes` for `key`."""
        return self.store_bytes(resource, encode(fields), key)

    def store_bytes(self, resource: str, body: bytes, key: Key | None = None) -> Record:
        """Insert or replace an object given as the bytes to be served.

        `key` says which object is replaced where that does not show. Raises ValueError without a key where
        objects have one.
        """
        found = key_rule(resource).read(read_fields(body))
        if found is None:
            found = self.next_id() if key is None else key
        self.version += 1
        record = read_record(body, found, self.version, self.clock.now())
        self.collections[resource].put(record)
        return record

    def expire_feeds(self, pattern: str) -> None:
        """Make the feed tokens given out so far invalid, for endpoints whose path matches a shell pattern."""
        for endpoint in ENDPOINTS:
            if fnmatchcase(endpoint.name, pattern):
                self.generations[endpoint.name] += 1

    def feed_origin(self, endpoint: str) -> str:
        """What the feed tokens of an endpoint belong to: this company and generation of tokens."""
        return f"{self.tenant}|{self.spec}|{self.generations[endpoint]}"

    def next_id(self) -> int:
        """An id no object of the company has."""
        self.last_id += 1
        return self.last_id


_ENCODER = msgspec.json.Encoder(decimal_format="number")


def encode(fields: object) -> bytes:
    """JSON bytes; decimals become JSON numbers with the digits they have."""
    return _ENCODER.encode(fields)


def open_company(tenant: int, spec: CompanySpec, *, running: bool) -> Company:
    """Build a company and set its clock to the company's start."""
    built = build_company(spec)
    collections = {resource: Collection(built.get(resource, ())) for resource in RESOURCES}
    version = max((records[-1].version for records in built.values() if records), default=0)
    return Company(tenant, spec, times.Clock(spec.start, running=running), collections, version)


@dataclass
class RequestLog:
    """The API requests since the last reset."""

    requests: list[Request] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    in_flight: int = 0
    max_in_flight: int = 0

    def add(self, request: Request, endpoint: str) -> None:
        """Note a request that has been answered."""
        self.counts[endpoint] += 1
        if len(self.requests) < _LOGGED:
            self.requests.append(request)

    def clear(self) -> None:
        """Forget what was logged; requests under way still count as in flight."""
        self.requests, self.counts, self.max_in_flight = [], Counter(), self.in_flight


@dataclass(frozen=True)
class Plan:
    """What a process was started with, and a reset goes back to."""

    specs: dict[int, CompanySpec]
    access: list[TenantAccess]
    running: bool
    """Whether the companies' clocks run with real time."""
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True)
class Kept:
    """What the journal is about: the companies asked for (their start left out) and those there are."""

    asked: dict[int, CompanySpec]
    specs: dict[int, CompanySpec]
    running: bool


class Simulation:
    """All state of one simulator process. With a journal it goes on where the journal ends."""

    def __init__(self, plan: Plan, journal: Journal | None = None) -> None:
        self.plan = plan
        self.journal = journal
        self.log = RequestLog()
        self.report_runs: dict[tuple[int, int], float] = {}
        """When a tenant's report was last run, by the monotonic clock."""
        self.faults = Faults()
        kept = None if journal is None else journal.header(Kept)
        if kept is not None and kept.asked == self._asked():
            self._begin(kept.specs, running=kept.running)
        else:
            self.reset(Reset())

    def reset(self, wish: Reset) -> None:
        """Build the companies anew and forget settings, faults, tokens and the log."""
        running = self.plan.running if wish.start is None else wish.start == "now"
        specs = {tenant: _wished(spec, wish) for tenant, spec in self.plan.specs.items()}
        self._begin(specs, running=running)
        if self.journal is not None:
            self.journal.begin(Kept(self._asked(), specs, running))

    def _asked(self) -> dict[int, CompanySpec]:
        return {tenant: replace(spec, start=0) for tenant, spec in self.plan.specs.items()}

    def _begin(self, specs: dict[int, CompanySpec], *, running: bool) -> None:
        self.companies = {
            tenant: open_company(tenant, spec, running=running) for tenant, spec in specs.items()
        }
        self.settings = self.plan.settings
        self.gateway = Gateway(self.plan.access)
        self.faults.arm([])
        self.report_runs.clear()
        self.log.clear()
        # What was built stays: without this every full collection walks a million objects.
        gc.freeze()

    def company(self, tenant: int | None) -> Company:
        """The company of a tenant; None means the first. Raises KeyError for an unknown one."""
        return next(iter(self.companies.values())) if tenant is None else self.companies[tenant]


def _wished(spec: CompanySpec, wish: Reset) -> CompanySpec:
    start = None if wish.start is None else start_of(wish.start)
    changes: dict[str, Any] = {
        "customers": wish.customers,
        "seed": wish.seed,
        "core_only": wish.core_only,
        "start": start,
    }
    return replace(spec, **{name: value for name, value in changes.items() if value is not None})


def start_of(text: str) -> int:
    """Ticks of a start time; `now` is the machine's time. Raises ValueError for anything else."""
    return times.real_now() if text == "now" else times.parse(text)
