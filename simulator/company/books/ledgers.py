"""Invoices, payments and credit memos of the core's September. See `simulator.company.books`."""

from dataclasses import dataclass, field
from decimal import Decimal

from simulator import times
from simulator.company import ledger
from simulator.company.books.jobs import JOBS
from simulator.company.books.setup import named
from simulator.company.build import Sink
from simulator.company.ledger import DEFERRED, DEPOSITS, GOODS, MEMBERSHIP, SERVICE, Account
from simulator.company.zone import local
from simulator.shapes.accounting import INVOICE_ITEM


@dataclass(frozen=True)
class Item:
    """A line of an invoice; the cost is one piece's, None where it is not known."""

    id: int
    unit: int
    quantity: int
    price: str
    account: Account = SERVICE
    cost: str | None = "0.00"


@dataclass(frozen=True)
class Invoice:
    """An invoice: its day, subtotal, tax, total and balance are written as they are to be, nothing is added up."""

    id: int
    job: int | None
    customer: int
    unit: int
    day: str
    amounts: tuple[str, str, str, str]
    items: tuple[Item, ...]
    special: dict[str, object] = field(default_factory=dict)


INVOICES = (
    Invoice(
        *(7101, 3101, 1101, 111, "2024-09-03", ("300.00", "24.00", "324.00", "0.00")),
        (Item(8101, 111, 2, "100.00"), Item(8102, 112, 1, "100.00", GOODS, "40.00")),
    ),
    Invoice(
        *(7102, 3101, 1101, 111, "2024-09-03", ("150.00", "12.00", "162.00", "0.00")),
        (Item(8103, 111, 1, "150.00"),),
    ),
    Invoice(
        *(7103, 3102, 1102, 111, "2024-09-04", ("200.00", "16.00", "216.00", "30.00")),
        (Item(8104, 111, 1, "200.00", GOODS, "90.00"),),
    ),
    Invoice(
        *(7104, 3102, 1102, 111, "2024-09-20", ("-50.00", "-4.00", "-54.00", "-54.00")),
        (Item(8105, 111, -1, "50.00"),),
        {"adjustmentToId": 7103},
    ),
    Invoice(
        *(7105, 3102, 1102, 111, "2024-10-02", ("30.00", "2.40", "32.40", "32.40")),
        (Item(8106, 111, 1, "30.00"),),
        {"adjustmentToId": 7103},
    ),
    Invoice(
        *(7106, 3103, 1103, 112, "2024-09-05", ("400.00", "32.00", "432.00", "432.00")),
        (Item(8107, 112, 1, "400.00"),),
        {"active": False},
    ),
    Invoice(
        *(7107, 3103, 1103, 112, "2024-09-05", ("400.00", "32.00", "432.00", "50.00")),
        (Item(8108, 112, 1, "400.00", SERVICE, "120.00"),),
    ),
    Invoice(
        *(7108, 3104, 1104, 112, "2024-09-30", ("120.00", "9.60", "129.60", "0.00")),
        (Item(8109, 112, 1, "120.00"),),
    ),
    Invoice(
        *(7109, 3105, 1105, 111, "2024-09-09", ("0.00", "0.00", "0.00", "0.00")),
        (Item(8110, 111, 1, "0.00"),),
    ),
    Invoice(
        *(7110, 3106, 1106, 111, "2024-09-10", ("150.00", "12.00", "162.00", "0.00")),
        (Item(8111, 111, 3, "50.00", GOODS, "20.00"),),
    ),
    Invoice(
        *(7111, 3107, 1107, 111, "2024-09-11", ("80.00", "6.40", "86.40", "56.40")),
        (Item(8112, 111, 1, "80.00"),),
    ),
    Invoice(
        *(7112, 3109, 1102, 111, "2024-09-13", ("0.00", "0.00", "0.00", "0.00")),
        (Item(8113, 111, 1, "0.00", GOODS, "25.00"),),
    ),
    Invoice(
        *(7113, 3111, 1109, 112, "2024-09-16", ("250.00", "20.00", "270.00", "270.00")),
        (Item(8114, 112, 1, "250.00", GOODS, "100.00"),),
    ),
    Invoice(
        *(7114, 3112, 1110, 112, "2024-09-18", ("1100.00", "0.00", "1100.00", "0.00")),
        (
            Item(8120, 112, 1, "1000.00", GOODS, "600.00"),
            Item(8121, 112, -1, "200.00", DEPOSITS, None),
            Item(8122, 112, 1, "300.00", SERVICE, None),
        ),
    ),
    Invoice(
        *(7115, 3113, 1107, 111, "2024-09-19", ("90.00", "7.20", "97.20", "97.20")),
        (Item(8115, 111, 1, "90.00"),),
        {"dueDate": None},
    ),
    Invoice(
        *(7116, 3114, 1105, 112, "2024-09-20", ("350.00", "28.00", "378.00", "0.00")),
        (Item(8116, 112, 1, "350.00", GOODS, "140.00"),),
    ),
    Invoice(
        *(7117, 3115, 1104, 111, "2024-09-21", ("60.00", "4.80", "64.80", "0.00")),
        (Item(8117, 111, 1, "60.00"),),
    ),
    Invoice(
        *(7118, 3116, 1121, 111, "2024-09-23", ("100.00", "8.00", "108.00", "0.00")),
        (Item(8118, 111, 1, "100.00"),),
    ),
    Invoice(
        *(7119, 3117, 1123, 112, "2024-09-24", ("200.00", "16.00", "216.00", "216.00")),
        (Item(8119, 112, 1, "200.00", SERVICE, "10.00"),),
        {"dueDate": "2024-10-24T00:00:00Z", "termName": "Net 30"},
    ),
    Invoice(
        *(7121, None, 1101, 111, "2024-09-01", ("200.00", "16.00", "216.00", "0.00")),
        (Item(8131, 111, 1, "20.00", MEMBERSHIP), Item(8132, 111, 1, "180.00", DEFERRED)),
        {"invoiceConfiguration": "MembershipInvoice", "membershipId": 7511},
    ),
    Invoice(
        *(7122, None, 1106, 112, "2024-09-15", ("45.00", "3.60", "48.60", "0.00")),
        (Item(8133, 112, 3, "15.00", GOODS, "6.00"),),
        {"invoiceConfiguration": "CounterSales"},
    ),
    Invoice(
        *(7123, None, 1110, 112, "2024-09-27", ("500.00", "0.00", "500.00", "0.00")),
        (Item(8134, 112, 1, "500.00"),),
        {"invoiceConfiguration": "ProjectInvoice", "projectId": 898},
    ),
    Invoice(
        *(7124, None, 1106, 112, "2024-09-28", ("-10.00", "-0.80", "-10.80", "-10.80")),
        (Item(8135, 112, -1, "10.00", GOODS, None),),
        {"invoiceConfiguration": "CounterSales", "adjustmentToId": 7122},
    ),
    Invoice(
        *(7125, None, 1108, 112, "2024-09-30", ("15.00", "1.20", "16.20", "16.20")),
        (Item(8136, 112, 1, "15.00", GOODS, "6.00"),),
        {"invoiceConfiguration": "CounterSales"},
    ),
    Invoice(
        *(7126, None, 1108, 111, "2024-10-01", ("33.00", "2.64", "35.64", "0.00")),
        (Item(8137, 111, 1, "33.00"),),
        {"invoiceConfiguration": "CounterSales"},
    ),
)
PAYMENTS: tuple[tuple[int, int, str, str, tuple[tuple[int, str], ...], dict[str, object]], ...] = (
    # id, customer, when (the company's clock), total, amounts applied to invoices, what is special
    (9101, 1101, "2024-09-25 10:00", "486.00", ((7101, "324.00"), (7102, "162.00")), {"type": "Check"}),
    (9102, 1102, "2024-09-30 23:15", "100.00", ((7103, "100.00"),), {}),
    (9103, 1102, "2024-12-15 10:00", "86.00", ((7103, "86.00"),), {}),
    (9104, 1103, "2024-09-06 10:00", "432.00", ((7107, "432.00"),), {}),
    (9105, 1103, "2024-09-26 10:00", "-50.00", ((7107, "-50.00"),), {"refundedPaymentId": 9104}),
    (9106, 1109, "2024-09-17 10:00", "270.00", ((7113, "270.00"),), {"active": False}),
    (9107, 1110, "2024-09-12 10:00", "200.00", (), {"unappliedAmount": "200.00", "memo": "deposit"}),
    (9108, 1104, "2024-09-30 23:40", "129.60", ((7108, "129.60"),), {}),
    (9109, 1106, "2024-09-10 15:00", "162.00", ((7110, "162.00"),), {"type": "Cash"}),
    (9110, 1110, "2024-09-18 17:00", "1100.00", ((7114, "1100.00"),), {"type": "ACH"}),
    (9111, 1105, "2024-09-20 15:00", "378.00", ((7116, "378.00"),), {}),
    (9112, 1104, "2024-09-21 15:00", "64.80", ((7117, "64.80"),), {}),
    (9113, 1121, "2024-09-23 15:00", "108.00", ((7118, "108.00"),), {}),
    (9114, 1101, "2024-09-01 15:00", "216.00", ((7121, "216.00"),), {}),
    (9115, 1106, "2024-09-15 15:00", "48.60", ((7122, "48.60"),), {"type": "Cash"}),
    (9116, 1110, "2024-09-27 15:00", "500.00", ((7123, "500.00"),), {"type": "ACH"}),
    (9117, 1108, "2024-10-01 15:00", "35.64", ((7126, "35.64"),), {"type": "Cash"}),
)


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
