"""What the control client and the simulator say to each other: one struct per operation, sent as JSON."""

import msgspec

from simulator.company.zone import TIME_ZONE


class Settings(msgspec.Struct, frozen=True):
    """How the simulated API behaves. Defaults are ServiceTitan's."""

    rate_limit: int = 60
    """Requests per second of one app key and tenant; 0 switches the limit off."""
    retry_after: int = 1
    """Seconds a 429 asks to wait."""
    token_seconds: float = 900
    """Lifetime of an access token, in real time."""
    latency: float = 0
    """Seconds every API request takes at least."""
    feed_page_size: int = 1000
    """Rows on a page of an export feed."""
    default_page_size: int = 50
    """Rows on a page of a listing that asks for no size."""
    max_page_size: int = 5000
    """Largest page size a listing accepts; more is a 400."""
    hold_back_minutes: int = 15
    """Feeds withhold rows changed more recently than this, unless asked."""
    max_report_page_size: int = 25_000
    """Largest page of a report; more is a 400."""
    report_seconds: float = 60
    """So long after a report was run it cannot be run again, in real time; 0 switches the limit off."""
    time_zone: str = TIME_ZONE
    """The company's, in which the reports' days begin and end."""
    gzip: bool = False
    """Whether answers are compressed for clients that accept it."""
    app_key_status: int = 401
    """Answer to a missing or wrong app key."""
    wrong_tenant_status: int = 403
    """Answer to a token used on another tenant."""
    denied_modules: tuple[str, ...] = ()
    """Modules the app has no scope for, like `payroll`: 403."""


class Fault(msgspec.Struct, frozen=True):
    """A disturbance of requests whose path matches `path` (a shell pattern such as `*/export/jobs`)."""

    kind: str
    """An HTTP status (`500`, `502`, `503`, `401`, `403`, `404`, `429`), `reset`, `truncate` or `slow`;
    `shift`, which changes a row of the page before the one that is asked for, or `vanish`, which deletes it."""
    path: str = "*"
    count: int | None = None
    """How many requests to disturb; None for all."""
    probability: float = 1.0
    seed: int = 0
    seconds: float = 1.0
    """Delay of `slow`; Retry-After of `429`."""
    skip: int = 0
    """Matching requests to let pass first."""
    from_page: int = 1
    """The first page it disturbs. Of a feed, every request that goes on from somewhere counts as page 2."""
    to_page: int | None = None
    """The last page it disturbs; None for all from the first on."""


class Reset(msgspec.Struct, frozen=True):
    """Build the companies anew; None keeps what the process was started with."""

    customers: int | None = None
    seed: int | None = None
    core_only: bool | None = None
    start: str | None = None
    """Where the clock stands; a fixed time, unless it is `now`."""


class Select(msgspec.Struct, frozen=True):
    """Which objects: those of `ids`, their keys; or the first `count` active ones by id, from `offset` on; or all."""

    resource: str
    ids: tuple[int | str, ...] | None = None
    count: int | None = None
    offset: int = 0


class Change(msgspec.Struct, frozen=True):
    """Set top-level fields (to JSON as given), drop others, on the objects selected."""

    select: Select
    fields: dict[str, msgspec.Raw] = {}
    drop: tuple[str, ...] = ()
    touch: bool = True
    """Whether `modifiedOn` becomes the clock's time."""


class Add(msgspec.Struct, frozen=True):
    """Add objects: `count` copies of what such an object is by default, with `fields` set."""

    resource: str
    count: int = 1
    fields: dict[str, msgspec.Raw] = {}


class Put(msgspec.Struct, frozen=True):
    """Store one object exactly as its JSON text is written."""

    resource: str
    text: str


class Merge(msgspec.Struct, frozen=True):
    """Merge one customer into another."""

    customer: int
    into: int


class Activity(msgspec.Struct, frozen=True):
    """Let the company do business until `changes` objects have changed or been added."""

    changes: int
    seed: int = 0


class Upheaval(msgspec.Struct, frozen=True):
    """Let `events` things of any kind happen to the company's records."""

    events: int
    seed: int = 0


class SetClock(msgspec.Struct, frozen=True):
    """Move the clock to a time, or by seconds."""

    to: str | None = None
    seconds: float = 0


class ExpireFeeds(msgspec.Struct, frozen=True):
    """Make the feed tokens given out so far invalid, for endpoints matching a pattern."""

    path: str = "*"


class Nothing(msgspec.Struct, frozen=True):
    """An operation without arguments."""


class Request(msgspec.Struct, frozen=True):
    """One request the API got, as logged."""

    method: str
    path: str
    """The whole path, tenant included."""
    params: dict[str, str]
    status: int
    """The status answered; 0 when the connection was cut."""


class Requests(msgspec.Struct, frozen=True):
    """The requests since the last reset of the log."""

    requests: list[Request]
    counts: dict[str, int]
    """Requests per path, the tenant left out: `crm/v2/export/customers`."""
    max_in_flight: int
    """Most requests under way at once; telling only with a latency, as answers take no time otherwise."""


class TenantAccess(msgspec.Struct, frozen=True):
    """One tenant and the credentials that open it."""

    tenant_id: int
    client_id: str
    client_secret: str
    app_key: str


class Ready(msgspec.Struct, frozen=True):
    """What the simulator tells when it listens."""

    api_url: str
    auth_url: str
    """The full token URL."""
    control_url: str
    pid: int
    tenants: list[TenantAccess]
