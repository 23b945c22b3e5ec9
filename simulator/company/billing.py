"""Invoices and payments of a job. Amounts are whole cents until they are written."""

from dataclasses import dataclass, field
from random import Random

from simulator import times
from simulator.company import money
from simulator.company.build import Sink
from simulator.company.people import bill_address
from simulator.company.reference import Reference, Sku
from simulator.company.work import Job
from simulator.shapes.accounting import INVOICE_ITEM

_KINDS = ("Credit Card", "Check", "Cash", "ACH")


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
    applied: list[int] = field(default_factory=list)

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


def bill_job(sink: Sink, dice: Random, reference: Reference, job: Job, until: int) -> int:
    """Write the invoices and payments of a job and give what they leave the customer owing, in cents."""
    if job.status not in ("Completed", "InProgress"):
        if job.status == "Canceled" and dice.random() < 0.15:
            void = _invoice(sink, dice, reference, job)
            void.active = False
            job.invoice = void.id
            add_invoice(sink, reference, void)
        return 0
    invoices = [_invoice(sink, dice, reference, job)]
    job.invoice = invoices[0].id
    job.total = invoices[0].subtotal
    if dice.random() < 0.04:
        invoices.append(_adjustment(sink, dice, reference, invoices[0], until))
    if dice.random() < 0.02:
        _void_copy(sink, reference, invoices[0])
    if job.status == "Completed":
        _collect(sink, dice, reference, invoices, until)
    for invoice in invoices:
        add_invoice(sink, reference, invoice)
        _install(sink, dice, invoice)
    return sum(max(0, invoice.balance) for invoice in invoices)


def _invoice(sink: Sink, dice: Random, reference: Reference, job: Job) -> Invoice:
    sold = choose_lines(sink, dice, reference, job)
    term = dice.choice(reference.terms) if job.household.commercial else reference.terms[0]
    created = job.completed or job.changed
    invoice = Invoice(sink.next_id(), job, sold, created, term, reference.tax_rate)
    invoice.changed = created
    return invoice


def choose_lines(sink: Sink, dice: Random, reference: Reference, job: Job) -> list[Line]:
    """What is sold on a job: labor, some materials, and a unit where one is installed."""
    mine = [sku for sku in reference.skus if sku.trade == job.unit.trade]
    service = [sku for sku in mine if sku.kind == "Service"]
    install = job.job_type[1].endswith("Install")
    chosen = [(service[-1] if install else dice.choice(service), 1)]
    if install:
        chosen.append((dice.choice([sku for sku in mine if sku.kind == "Equipment"]), 1))
    elif dice.random() < 0.35:
        chosen.append((dice.choice(service[:-1]), 1))
    materials = [sku for sku in mine if sku.kind == "Material"]
    used = dice.sample(materials, dice.choices((0, 1, 2), (50, 38, 12))[0])
    chosen += [(sku, dice.randrange(1, 5)) for sku in used]
    return [Line(sink.next_id(), sku, count, 0 if job.no_charge else sku.price) for sku, count in chosen]


def _adjustment(sink: Sink, dice: Random, reference: Reference, first: Invoice, until: int) -> Invoice:
    created = min(until, first.created + dice.randrange(1, 10) * times.DAY)
    line = first.lines[0]
    if dice.random() < 0.6:
        lines = [Line(sink.next_id(), line.sku, 1, -(line.price // 4))]
    else:
        lines = [Line(sink.next_id(), line.sku, 1, line.price // 2)]
    invoice = Invoice(
        sink.next_id(), first.job, lines, created, first.term, reference.tax_rate, adjusts=first.id
    )
    invoice.changed = created
    return invoice


def _void_copy(sink: Sink, reference: Reference, invoice: Invoice) -> None:
    """An invoice that was entered wrongly, voided, and replaced by the given one."""
    lines = [Line(sink.next_id(), line.sku, line.quantity, line.price) for line in invoice.lines]
    copy = Invoice(
        sink.next_id(), invoice.job, lines, invoice.created, invoice.term, invoice.tax_rate, active=False
    )
    copy.changed = invoice.changed
    add_invoice(sink, reference, copy)


def _collect(sink: Sink, dice: Random, reference: Reference, invoices: list[Invoice], until: int) -> None:
    due = [invoice for invoice in invoices if invoice.total > 0]
    if not due:
        return
    when = due[-1].created + dice.randrange(1, (due[0].term[2] + 3) * 24) * times.HOUR
    mood = dice.choices(("full", "partial", "open", "voided"), (86, 5, 7, 2))[0]
    if when >= until or mood == "open":
        return
    if mood == "voided":
        add_payment(sink, dice, reference, [(due[0], due[0].total)], when, active=False)
    elif mood == "partial" or (len(due) == 1 and dice.random() < 0.04):
        half = due[0].total // 2
        add_payment(sink, dice, reference, [(due[0], half)], when)
        later = when + dice.randrange(5, 40) * times.DAY
        if mood != "partial" and later < until:
            add_payment(sink, dice, reference, [(due[0], due[0].balance)], later)
    else:
        add_payment(sink, dice, reference, [(invoice, invoice.total) for invoice in due], when)


def add_payment(
    sink: Sink,
    dice: Random,
    reference: Reference,
    parts: list[tuple[Invoice, int]],
    when: int,
    *,
    active: bool = True,
) -> int:
    """Write one payment applied to invoices in parts (cents); an active one settles them. Gives its id."""
    job = parts[0][0].job
    kind = dice.randrange(len(_KINDS))
    extra = 2500 if dice.random() < 0.01 else 0
    applied = [
        {
            "appliedId": sink.next_id(),
            "appliedTo": invoice.id,
            "appliedAmount": money.text(cents),
            "appliedOn": times.text(when),
            "appliedBy": "office",
            "appliedToReferenceNumber": str(invoice.id),
        }
        for invoice, cents in parts
    ]
    for invoice, cents in parts:
        if active:
            invoice.paid += cents
            invoice.paid_on = when if invoice.balance <= 0 else None
        invoice.changed = max(invoice.changed, when)
    check = str(dice.randrange(1000, 9999)) if _KINDS[kind] == "Check" else None
    return sink.add(
        "payments",
        when,
        when,
        type=_KINDS[kind],
        typeId=str(11 + kind),
        date=times.text(times.midnight(when)),
        appliedTo=applied,
        total=money.text(sum(cents for _, cents in parts) + extra),
        unappliedAmount=money.text(extra),
        checkNumber=check,
        referenceNumber=f"P{when // times.MINUTE % 10**7}",
        active=active,
        syncStatus=dice.choice(("Pending", "Posted", "Exported")),
        customer={"id": job.household.id, "name": job.household.name},
        businessUnit={"id": job.unit.id, "name": job.unit.name},
    )


def invoice_fields(reference: Reference, invoice: Invoice) -> dict[str, object]:
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
    fields = invoice_fields(reference, invoice)
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


def _install(sink: Sink, dice: Random, invoice: Invoice) -> None:
    job = invoice.job
    for line in invoice.lines:
        if line.sku.kind == "Equipment" and job.completed is not None and not invoice.adjusts:
            day = times.midnight(job.completed)
            maker, _, model = line.sku.name.rpartition(" ")
            sink.add(
                "installed-equipment",
                job.completed,
                job.completed,
                equipmentId=line.sku.id,
                locationId=job.place.id,
                customerId=job.household.id,
                invoiceItemId=line.id,
                name=line.sku.name,
                installedOn=times.text(day),
                serialNumber=f"SN{dice.randrange(10**8):08d}",
                manufacturer=maker,
                model=model,
                cost=money.number(line.sku.cost),
                manufacturerWarrantyStart=times.text(day),
                manufacturerWarrantyEnd=times.text(day + 3650 * times.DAY),
                serviceProviderWarrantyStart=times.text(day),
                serviceProviderWarrantyEnd=times.text(day + 365 * times.DAY),
                status="Replaced" if dice.random() < 0.03 else "Installed",
            )
