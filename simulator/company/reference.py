"""What the generated business draws on: units, technicians, prices, lists."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A business unit and the job types it does: (id, name)."""

    id: int
    name: str
    trade: str
    job_types: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Technician:
    """A technician as jobs refer to one."""

    id: int
    name: str
    trade: str
    left: int | None
    """When the technician left, in ticks; None while employed."""


@dataclass(frozen=True)
class Sku:
    """Something sold; money in cents."""

    id: int
    kind: str
    code: str
    name: str
    trade: str
    price: int
    cost: int
    maker: str = ""
    model: str = ""
    warranty: int = 0
    """The manufacturer's, in years."""


@dataclass(frozen=True)
class Stock:
    """Where goods come from and where they lie."""

    vendors: tuple[tuple[int, str], ...]
    warehouse: int
    trucks: tuple[int, ...]
    order_type: int
    codes: tuple[int, ...]
    """What time off the job is booked to."""


@dataclass(frozen=True)
class Reference:
    """The ids the generated business draws on."""

    units: tuple[Unit, ...]
    technicians: tuple[Technician, ...]
    skus: tuple[Sku, ...]
    campaigns: tuple[int, ...]
    deleted_campaign: int
    """An id that jobs still refer to although there is no such campaign any more."""
    customer_tags: tuple[int, ...]
    job_tags: tuple[int, ...]
    zones: tuple[int, ...]
    terms: tuple[tuple[int, str, int], ...]
    """Payment terms: id, name, days."""
    tax_zone: int
    tax_rate: int
    """In hundredths of a percent."""
    fields: dict[str, tuple[int, str]]
    """Custom field per owner: id, name."""
    office: int
    """The user who enters things."""
    agents: tuple[tuple[int, str], ...]
    """Who answers the telephone: user id, name."""
    plans: tuple[tuple[int, str], ...]
    """Membership types: id, name."""
    reasons: tuple[int, ...]
    """Why jobs are canceled."""
    call_reasons: tuple[tuple[int, str], ...]
    stock: Stock
