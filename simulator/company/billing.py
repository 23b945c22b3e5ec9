"""What a job costs and how it is paid. Amounts are whole cents until they are written."""

from dataclasses import replace
from random import Random

from simulator import times
from simulator.company import money
from simulator.company.build import Sink
from simulator.company.invoices import Invoice, Line, Party, add_invoice
from simulator.company.ledger import DEPOSITS
from simulator.company.people import Household
from simulator.company.reference import Reference
from simulator.company.supply import buy_for_job
from simulator.company.work import Job

_KINDS = ("Credit Card", "Check", "Cash", "ACH")


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
    if dice.random() < 0.03:
        invoices.append(_invoice(sink, dice, reference, job))
    if dice.random() < 0.04:
        invoices.append(_adjustment(sink, dice, reference, invoices[0], until))
    if dice.random() < 0.02:
        _void_copy(sink, reference, invoices[0])
    if job.status == "Completed":
        settle(sink, dice, reference, invoices, until)
    for invoice in invoices:
        add_invoice(sink, reference, invoice)
        _install(sink, dice, reference, invoice)
    return sum(max(0, invoice.balance) for invoice in invoices)


def _invoice(sink: Sink, dice: Random, reference: Reference, job: Job) -> Invoice:
    sold = _odd_lines(sink, dice, reference, choose_lines(sink, dice, reference, job))
    term = dice.choice(reference.terms) if job.household.commercial else reference.terms[0]
    created = job.completed or job.changed
    invoice = Invoice(sink.next_id(), Party.of(job), sold, created, term, tax_rate(reference, job))
    invoice.changed = created
    invoice.due = dice.random() > 0.01
    return invoice


def _odd_lines(sink: Sink, dice: Random, reference: Reference, lines: list[Line]) -> list[Line]:
    """Some lines are of another unit or of unknown cost, and now and then a deposit is taken into account."""
    first = lines[0]
    if dice.random() < 0.04:
        lines = [replace(first, unit=dice.choice(reference.units)), *lines[1:]]
    if dice.random() < 0.06:
        lines = [*lines[:-1], replace(lines[-1], cost=None)]
    if first.price > 20000 and dice.random() < 0.08:
        lines = [*lines, Line(sink.next_id(), first.sku, -1, first.price // 4, DEPOSITS, cost=None)]
    return lines


def tax_rate(reference: Reference, job: Job) -> int:
    """What the job's customer pays on goods, in hundredths of a percent."""
    return tax_rate_of(reference, job.household)


def tax_rate_of(reference: Reference, household: Household) -> int:
    """What a customer pays on goods, in hundredths of a percent."""
    return 0 if household.tax_exempt else reference.tax_rate


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
        sink.next_id(), first.party, lines, created, first.term, first.tax_rate, adjusts=first.id
    )
    invoice.changed = created
    return invoice


def _void_copy(sink: Sink, reference: Reference, invoice: Invoice) -> None:
    """An invoice that was entered wrongly, voided, and replaced by the given one."""
    lines = [Line(sink.next_id(), line.sku, line.quantity, line.price) for line in invoice.lines]
    copy = Invoice(
        sink.next_id(), invoice.party, lines, invoice.created, invoice.term, invoice.tax_rate, active=False
    )
    copy.changed = invoice.changed
    add_invoice(sink, reference, copy)


def settle(sink: Sink, dice: Random, reference: Reference, invoices: list[Invoice], until: int) -> None:
    """Write what is paid of invoices: at once, in parts, late, or never; some is credited or given back."""
    due = [invoice for invoice in invoices if invoice.total > 0]
    if not due:
        return
    when = due[-1].created + dice.randrange(1, (due[0].term[2] + 3) * 24) * times.HOUR
    mood = dice.choices(("full", "partial", "open", "voided", "late"), (79, 5, 7, 2, 7))[0]
    if mood == "late":
        when += dice.randrange(20, 120) * times.DAY
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
        if dice.random() < 0.02:
            add_credit_memo(sink, reference, due[0], due[0].total // 10, when)
        paid = add_payment(sink, dice, reference, [(invoice, invoice.balance) for invoice in due], when)
        back = when + dice.randrange(1, 20) * times.DAY
        if dice.random() < 0.015 and back < until:
            add_payment(sink, dice, reference, [(due[0], -(due[0].total // 5))], back, refunds=paid)


def add_payment(
    sink: Sink,
    dice: Random,
    reference: Reference,
    parts: list[tuple[Invoice, int]],
    when: int,
    *,
    active: bool = True,
    refunds: int | None = None,
) -> int:
    """Write one payment applied to invoices in parts (cents); an active one settles them. Gives its id."""
    party = parts[0][0].party
    kind = dice.randrange(len(_KINDS))
    extra = 2500 if refunds is None and dice.random() < 0.01 else 0
    applied = [_applied(sink, invoice, cents, when) for invoice, cents in parts]
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
        customer={"id": party.household.id, "name": party.household.name},
        businessUnit={"id": party.unit.id, "name": party.unit.name},
        refundedPaymentId=refunds,
    )


def add_credit_memo(sink: Sink, reference: Reference, invoice: Invoice, cents: int, when: int) -> None:
    """Write a credit memo that takes some cents off an invoice."""
    party, day, amount = invoice.party, times.text(when)[:10], money.number(cents)
    part = {**_applied(sink, invoice, cents, when), "appliedAmount": amount, "appliedOn": day}
    whom = {"id": party.household.id, "name": party.household.name}
    unit = {"id": party.unit.id, "name": party.unit.name}
    amounts = {"subTotal": amount, "total": amount, "appliedTo": [part]}
    key = sink.add("credit-memos", when, when, date=day, customer=whom, businessUnit=unit, **amounts)
    line = {"quantity": 1, "price": amount, "total": amount, "skuId": invoice.lines[0].sku.id}
    sink.add("credit-memo-items", when, when, creditMemoId=key, businessUnit=unit, **line)
    invoice.credited += cents
    invoice.changed = max(invoice.changed, when)


def _applied(sink: Sink, invoice: Invoice, cents: int, when: int) -> dict[str, object]:
    return {
        "appliedId": sink.next_id(),
        "appliedTo": invoice.id,
        "appliedAmount": money.text(cents),
        "appliedOn": times.text(when),
        "appliedBy": "office",
        "appliedToReferenceNumber": str(invoice.id),
    }


def _install(sink: Sink, dice: Random, reference: Reference, invoice: Invoice) -> None:
    job = invoice.party.job
    for line in invoice.lines:
        if (
            job is not None
            and line.sku.kind == "Equipment"
            and job.completed is not None
            and not invoice.adjusts
        ):
            day = times.midnight(job.completed)
            if dice.random() < 0.8:
                buy_for_job(sink, dice, reference, job, line.sku)
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
                manufacturer=line.sku.maker,
                model=line.sku.model,
                cost=money.number(line.sku.cost),
                manufacturerWarrantyStart=times.text(day),
                manufacturerWarrantyEnd=times.text(day + line.sku.warranty * 365 * times.DAY),
                serviceProviderWarrantyStart=times.text(day),
                serviceProviderWarrantyEnd=times.text(day + 365 * times.DAY),
                status="Replaced" if dice.random() < 0.03 else "Installed",
            )
