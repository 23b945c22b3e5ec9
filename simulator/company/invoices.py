"""Invoices under construction and as they are written. Amounts are whole cents until then."""

from dataclasses import dataclass

from simulator import times
from simulator.company import money
from simulator.company.build import Sink
from simulator.company.people import bill_address
from simulator.company.reference import Reference, Sku
from simulator.company.work import Job
from simulator.shapes.accounting import INVOICE_ITEM


@dataclass(frozen=True)
class Line:
    """One line of an invoice: so many of something, at a price in cents."""

    id: int
    sku: Sku
    quantity: int
    price: int

    @property
    def total(self) -> int:
        """In cents."""
        return self.quantity * self.price


@dataclass
class Invoice:
    """An invoice under construction; it is written when its payments are known."""

    id: int
    job: Job
    lines: list[Line]
    created: int
    term: tuple[int, str, int]
    tax_rate: int
    adjusts: int | None = None
    active: bool = True
    paid: int = 0
    changed: int = 0
    paid_on: int | None = None

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
        return self.total - self.paid

    @property
    def date(self) -> int:
        """The invoice's day."""
        return times.midnight(self.created)


def _fields(reference: Reference, invoice: Invoice) -> dict[str, object]:
    """Everything an invoice's record says."""
    job = invoice.job
    days = invoice.term[2]
    return {
        "id": invoice.id,
        "referenceNumber": str(invoice.id),
        "invoiceDate": times.text(invoice.date),
        "dueDate": times.text(invoice.date + days * times.DAY),
        "termName": invoice.term[1],
        "subTotal": money.text(invoice.subtotal),
        "salesTax": money.text(invoice.tax),
        "total": money.text(invoice.total),
        "balance": money.text(invoice.balance),
        "taxZoneId": reference.tax_zone,
        "customer": {"id": job.household.id, "name": job.household.name},
        "customerAddress": bill_address(job.household.address),
        "location": {"id": job.place.id, "name": job.place.name},
        "locationAddress": bill_address(job.place.address),
        "businessUnit": {"id": job.unit.id, "name": job.unit.name},
        "job": {"id": job.id, "number": job.number, "type": job.job_type[1]},
        "adjustmentToId": invoice.adjusts,
        "active": invoice.active,
        "paidOn": None if invoice.paid_on is None else times.text(invoice.paid_on),
        "items": [_item(invoice, line, place) for place, line in enumerate(invoice.lines, 1)],
        "summary": f"<p>{job.job_type[1]}</p>",
        "syncStatus": "Exported" if invoice.balance <= 0 else "Pending",
    }


def _item(invoice: Invoice, line: Line, place: int) -> dict[str, object]:
    made = times.text(invoice.created)
    return {
        **INVOICE_ITEM,
        "id": line.id,
        "description": f"<p>{line.sku.name}</p>",
        "quantity": f"{line.quantity}.0000000000000000000",
        "cost": money.text(line.sku.cost),
        "totalCost": money.text(line.sku.cost * line.quantity),
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
        "businessUnit": {"id": invoice.job.unit.id, "name": invoice.job.unit.name},
        "technicianId": invoice.job.technicians[0].id if invoice.job.technicians else None,
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
