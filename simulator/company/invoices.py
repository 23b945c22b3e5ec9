"""Invoices under construction and as they are written. Amounts are whole cents until then."""

from dataclasses import dataclass

from simulator import times
from simulator.company import ledger, money
from simulator.company.build import Sink
from simulator.company.ledger import Account
from simulator.company.people import Household, Place, bill_address
from simulator.company.reference import Reference, Sku, Unit
from simulator.company.work import Job
from simulator.shapes.accounting import INVOICE_ITEM


@dataclass(frozen=True)
class Line:
    """One line of an invoice: so many of something, at a price in cents."""

    id: int
    sku: Sku
    quantity: int
    price: int
    account: Account | None = None
    """What it is booked to, where that is not the usual income."""
    unit: Unit | None = None
    """Whose it is, where that is not the invoice's."""
    cost: int | None = -1
    """What one costs; None where nobody knows, -1 where it is the usual."""

    @property
    def total(self) -> int:
        """In cents."""
        return self.quantity * self.price

    @property
    def unit_cost(self) -> int | None:
        """What one costs, in cents."""
        return self.sku.cost if self.cost == -1 else self.cost


@dataclass(frozen=True)
class Party:
    """Whom an invoice is for, and who bills it. Only invoices of jobs have a job."""

    household: Household
    place: Place
    unit: Unit
    job: Job | None = None

    @staticmethod
    def of(job: Job) -> "Party":
        """The party of a job's invoices."""
        return Party(job.household, job.place, job.unit, job)


@dataclass
class Invoice:
    """An invoice under construction; it is written when its payments are known."""

    id: int
    party: Party
    lines: list[Line]
    created: int
    term: tuple[int, str, int]
    tax_rate: int
    adjusts: int | None = None
    active: bool = True
    paid: int = 0
    changed: int = 0
    paid_on: int | None = None
    credited: int = 0
    """What credit memos took off."""
    due: bool = True
    configuration: str = "JobInvoice"
    project: int | None = None
    membership: int | None = None

    @property
    def subtotal(self) -> int:
        """Sum of the lines in cents."""
        return sum(line.total for line in self.lines)

    @property
    def tax(self) -> int:
        """Tax on the goods among the lines, in cents."""
        goods = sum(line.total for line in self.lines if line.sku.kind != "Service")
        return money.share(goods, self.tax_rate)

    @property
    def total(self) -> int:
        """Subtotal and tax in cents."""
        return self.subtotal + self.tax

    @property
    def balance(self) -> int:
        """What is still owed, in cents; a credit's is negative."""
        return self.total - self.paid - self.credited

    @property
    def date(self) -> int:
        """The invoice's day."""
        return times.midnight(self.created)


def _fields(reference: Reference, invoice: Invoice) -> dict[str, object]:
    """Everything an invoice's record says."""
    party, job = invoice.party, invoice.party.job
    days = invoice.term[2]
    of = None if job is None else {"id": job.id, "number": job.number, "type": job.job_type[1]}
    return {
        "id": invoice.id,
        "referenceNumber": str(invoice.id),
        "invoiceDate": times.text(invoice.date),
        "dueDate": times.text(invoice.date + days * times.DAY) if invoice.due else None,
        "termName": invoice.term[1],
        "subTotal": money.text(invoice.subtotal),
        "salesTax": money.text(invoice.tax),
        "total": money.text(invoice.total),
        "balance": money.text(invoice.balance),
        "taxZoneId": reference.tax_zone,
        "customer": {"id": party.household.id, "name": party.household.name},
        "customerAddress": bill_address(party.household.address),
        "location": {"id": party.place.id, "name": party.place.name},
        "locationAddress": bill_address(party.place.address),
        "businessUnit": {"id": party.unit.id, "name": party.unit.name},
        "job": of,
        "invoiceConfiguration": invoice.configuration,
        "projectId": invoice.project,
        "membershipId": invoice.membership,
        "adjustmentToId": invoice.adjusts,
        "active": invoice.active,
        "paidOn": None if invoice.paid_on is None else times.text(invoice.paid_on),
        "items": [_item(invoice, line, place) for place, line in enumerate(invoice.lines, 1)],
        "summary": None if job is None else f"<p>{job.job_type[1]}</p>",
        "syncStatus": "Exported" if invoice.balance <= 0 else "Pending",
    }


def _item(invoice: Invoice, line: Line, place: int) -> dict[str, object]:
    made, job = times.text(invoice.created), invoice.party.job
    unit, cost = line.unit or invoice.party.unit, line.unit_cost
    account = line.account or ledger.income_of(line.sku.kind)
    return {
        **INVOICE_ITEM,
        "id": line.id,
        "description": f"<p>{line.sku.name}</p>",
        "quantity": f"{line.quantity}.0000000000000000000",
        "cost": None if cost is None else money.text(cost),
        "totalCost": None if cost is None else money.text(cost * line.quantity),
        "generalLedgerAccount": account.shown(),
        "costOfSaleAccount": None if line.sku.kind == "Service" else ledger.COST.shown(),
        "price": money.text(line.price),
        "type": line.sku.kind,
        "skuName": line.sku.code,
        "skuId": line.sku.id,
        "total": money.text(line.total),
        "taxable": line.sku.kind != "Service",
        "displayName": line.sku.name,
        "createdOn": made,
        "modifiedOn": made,
        "order": place,
        "businessUnit": {"id": unit.id, "name": unit.name},
        "technicianId": job.technicians[0].id if job is not None and job.technicians else None,
    }


def add_invoice(sink: Sink, reference: Reference, invoice: Invoice) -> None:
    """Write an invoice and its items."""
    fields = _fields(reference, invoice)
    sink.add("invoices", invoice.created, invoice.changed, **fields)
    for place, line in enumerate(invoice.lines, 1):
        item = _item(invoice, line, place)
        sink.add(
            "invoice-items",
            invoice.created,
            invoice.created,
            **item,
            invoiceId=invoice.id,
            active=invoice.active,
        )
