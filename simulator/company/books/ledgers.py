"""Writes invoices, payments and the credit memo of the core's September."""

from decimal import Decimal

from simulator import times
from simulator.company import ledger
from simulator.company.books.amounts import INVOICES, PAYMENTS, Invoice, Item
from simulator.company.books.plan import JOBS
from simulator.company.books.setup import named
from simulator.company.build import Sink
from simulator.company.ledger import GOODS
from simulator.company.zone import local
from simulator.shapes.accounting import INVOICE_ITEM


def add_money(sink: Sink) -> None:
    """Write it all."""
    paid = {key: when for _, _, when, _, parts, _ in PAYMENTS for key, _ in parts}
    for invoice in INVOICES:
        _add_invoice(sink, invoice, paid.get(invoice.id))
    for place, row in enumerate(PAYMENTS):
        _add_payment(sink, 9911 + 2 * place, *row)
    _add_credit_memo(sink)


def _add_invoice(sink: Sink, invoice: Invoice, paid: str | None) -> None:
    made = local(f"{invoice.day} 16:00")
    midnight, active = f"{invoice.day}T00:00:00Z", invoice.special.get("active") is not False
    subtotal, tax, total, balance = invoice.amounts
    job = next((one for one in JOBS if one.id == invoice.job), None)
    items = [_item(item, place, made) for place, item in enumerate(invoice.items, 1)]
    fields: dict[str, object] = {
        "referenceNumber": f"D-{invoice.id}",
        "invoiceDate": midnight,
        "dueDate": midnight,
        "subTotal": subtotal,
        "salesTax": tax,
        "total": total,
        "balance": balance,
        "customer": named(invoice.customer),
        "location": {**named(invoice.customer), "id": invoice.customer + 1000},
        "businessUnit": named(invoice.unit),
        "job": None if job is None else {"id": job.id, "number": f"D-{job.id}", "type": "Denver"},
        "items": items,
        "paidOn": times.text(local(paid)) if paid and Decimal(balance) <= 0 < Decimal(total) else None,
        **invoice.special,
    }
    sink.add("invoices", made, max(made, local(paid or f"{invoice.day} 16:00")), id=invoice.id, **fields)
    for item in items:
        sink.add("invoice-items", made, made, **item, invoiceId=invoice.id, active=active)


def _item(item: Item, place: int, made: int) -> dict[str, object]:
    total = Decimal(item.price) * item.quantity
    return {
        **INVOICE_ITEM,
        "id": item.id,
        "skuId": 771 if item.account is GOODS else 761,
        "skuName": "CORE-FILT" if item.account is GOODS else "CORE-DIAG",
        "type": "Material" if item.account is GOODS else "Service",
        "quantity": f"{item.quantity}.0000000000000000000",
        "price": item.price,
        "total": str(total),
        "cost": item.cost,
        "totalCost": None if item.cost is None else str(Decimal(item.cost) * item.quantity),
        "generalLedgerAccount": item.account.shown(),
        "costOfSaleAccount": ledger.COST.shown() if item.account is GOODS else None,
        "businessUnit": named(item.unit),
        "createdOn": times.text(made),
        "modifiedOn": times.text(made),
        "order": place,
    }


def _add_payment(
    sink: Sink,
    application: int,
    key: int,
    customer: int,
    when: str,
    total: str,
    parts: tuple[tuple[int, str], ...],
    special: dict[str, object],
) -> None:
    made = local(when)
    units = {invoice.id: invoice.unit for invoice in INVOICES}
    applied = [_applied(application + place, *part, made) for place, part in enumerate(parts)]
    fields = {
        "customer": named(customer),
        "businessUnit": named(units[parts[0][0]] if parts else 112),
        "referenceNumber": f"R-{key}",
        "date": f"{when[:10]}T00:00:00Z",
        "total": total,
        "appliedTo": applied,
        **special,
    }
    sink.add("payments", made, made, id=key, **fields)


def _applied(key: int, invoice: int, amount: str, made: int) -> dict[str, object]:
    return {
        "appliedId": key,
        "appliedTo": invoice,
        "appliedAmount": amount,
        "appliedOn": times.text(made),
        "appliedBy": "office",
        "appliedToReferenceNumber": f"D-{invoice}",
    }


def _add_credit_memo(sink: Sink) -> None:
    made = local("2024-09-22 10:00")
    amount = Decimal("30.00")
    part = {
        "appliedId": 9990,
        "appliedTo": 7111,
        "appliedAmount": amount,
        "appliedOn": "2024-09-22",
        "appliedBy": "office",
        "appliedToReferenceNumber": "D-7111",
    }
    fields = {
        "date": "2024-09-22",
        "referenceNumber": "CM-13501",
        "subTotal": amount,
        "salesTax": 0,
        "total": amount,
        "balance": 0,
        "appliedTo": [part],
        "customer": named(1107),
        "businessUnit": named(111),
        "description": "Late arrival",
    }
    sink.add("credit-memos", made, made, id=13501, **fields)
    item = {
        "description": "Late arrival",
        "quantity": 1,
        "cost": 0,
        "price": amount,
        "total": amount,
        "skuName": "CORE-DIAG",
        "skuId": 761,
        "businessUnit": named(111),
        "creditMemoId": 13501,
        "type": "Service",
        "taxable": False,
    }
    sink.add("credit-memo-items", made, made, id=13502, **item)
