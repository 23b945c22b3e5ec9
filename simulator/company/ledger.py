"""Accounts of the general ledger that lines of invoices are booked to, as the API shows them within a line."""

from dataclasses import dataclass

from simulator import times
from simulator.company.build import Sink


@dataclass(frozen=True)
class Account:
    """An account. Only what is booked to one of type `Income` is revenue."""

    id: int
    name: str
    number: str
    type: str
    detail: str

    def shown(self) -> dict[str, object]:
        """As an invoice's line shows it."""
        return {
            "id": self.id,
            "name": self.name,
            "number": self.number,
            "type": self.type,
            "detailType": self.detail,
        }


SERVICE = Account(151, "Service income", "4000", "Income", "Service/Fee Income")
GOODS = Account(152, "Parts and equipment income", "4100", "Income", "Sales of Product Income")
MEMBERSHIP = Account(153, "Membership income", "4200", "Income", "Service/Fee Income")
DEPOSITS = Account(154, "Customer deposits", "2300", "Current Liability", "Customer Deposits")
DEFERRED = Account(155, "Deferred membership revenue", "2400", "Current Liability", "Deferred Revenue")
COST = Account(156, "Cost of materials", "5000", "Cost of Sale", "Supplies & Materials")
STOCK = Account(157, "Inventory on hand", "1300", "Current Asset", "Inventory")

ACCOUNTS = (SERVICE, GOODS, MEMBERSHIP, DEPOSITS, DEFERRED, COST, STOCK)
_SINCE = times.parse("2024-01-02T08:00:00Z")


def income_of(kind: str) -> Account:
    """The income account of a `Service`, `Material` or `Equipment`."""
    return SERVICE if kind == "Service" else GOODS


def add_accounts(sink: Sink) -> None:
    """Write the accounts themselves. Every company has the same."""
    for one in ACCOUNTS:
        sink.add(
            "gl-accounts",
            _SINCE,
            _SINCE,
            id=one.id,
            name=one.name,
            number=one.number,
            type=one.type,
            subtype=one.detail,
            source="ManuallyCreated",
        )
