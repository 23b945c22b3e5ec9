"""Purchases and stock of the core's September, and its one entry in the journal.

Order 7631 buys the heat pump of job 3112 (600.00, tax 48.00), received by 7641 and billed by 7651; 7632 was canceled;
7633 fills the warehouse (10 filters at 7.00), of which 6 came with 7642; 1 goes back to the vendor by 7661, 4 go to the
truck by 7671, and a count finds 2 missing, 7681. The deleted receipt 7643 counts nowhere.
"""

from decimal import Decimal

from simulator import times
from simulator.company import ledger
from simulator.company.books.setup import OPENED, named
from simulator.company.build import Sink, guid
from simulator.company.zone import local

_FILTER: dict[str, object] = {"skuId": 771, "name": "CORE-FILT", "code": "CORE-FILT", "cost": Decimal("7.00")}
_PUMP: dict[str, object] = {"skuId": 781, "name": "CORE-HP", "code": "CORE-HP", "cost": Decimal("600.00")}
_WAREHOUSE, _TRUCK, _VENDOR, _ORDER_TYPE = 7601, 7611, 7621, 7625


def add_stock(sink: Sink) -> None:
    """Write it all."""
    sink.add("warehouses", OPENED, OPENED, id=_WAREHOUSE, name="Denver warehouse")
    truck = {"name": "Denver truck", "warehouseId": _WAREHOUSE, "technicianIds": [211]}
    sink.add("trucks", OPENED, OPENED, id=_TRUCK, **truck)
    sink.add("vendors", OPENED, OPENED, id=_VENDOR, name="Denver Supply")
    sink.add("purchase-order-types", OPENED, OPENED, id=_ORDER_TYPE, name="Denver orders")
    sink.add("return-types", OPENED, OPENED, id=7626, name="Denver returns")
    _add_orders(sink)
    _add_receipts(sink)
    _add_movements(sink)
    _add_entry(sink)


def _line(key: int, sku: dict[str, object], quantity: int, **more: object) -> dict[str, object]:
    return {"id": key, **sku, "quantity": quantity, "description": "", **more}


def _add_orders(sink: Sink) -> None:
    rows: tuple[tuple[int, str, str, int | None, str, str, dict[str, object]], ...] = (
        # id, day, status, job, total, tax, its line
        (7631, "2024-09-16", "Received", 3112, "600.00", "48.00", _line(76311, _PUMP, 1, quantityReceived=1)),
        (7632, "2024-09-16", "Canceled", 3112, "7.00", "0.00", _line(76321, _FILTER, 1, quantityReceived=0)),
        (
            *(7633, "2024-09-17", "PartiallyReceived", None, "70.00", "5.60"),
            _line(76331, _FILTER, 10, quantityReceived=6),
        ),
    )
    for key, day, status, job, total, tax, line in rows:
        made = local(f"{day} 10:00")
        cost = Decimal(str(line["cost"])) * int(str(line["quantity"]))
        item = {
            **{name: value for name, value in line.items() if name not in ("name", "code")},
            "skuName": line["name"],
            "skuCode": line["code"],
            "skuType": "Material",
            "vendorPartNumber": "",
            "total": cost,
            "serialNumbers": [],
            "status": status,
            "chargeable": True,
            "budgetCodeId": None,
            "createdOn": times.text(made),
            "modifiedOn": times.text(made),
        }
        sink.add(
            "purchase-orders",
            made,
            made + times.DAY,
            id=key,
            number=f"PO-{key}",
            jobId=job,
            status=status,
            typeId=_ORDER_TYPE,
            vendorId=_VENDOR,
            businessUnitId=112,
            inventoryLocationId=_WAREHOUSE,
            date=times.text(times.midnight(made)),
            total=Decimal(total),
            tax=Decimal(tax),
            items=[item],
        )


def _add_receipts(sink: Sink) -> None:
    rows: tuple[tuple[int, int, int | None, str, str, dict[str, object], bool], ...] = (
        # id, order, job, amount, tax, its line, active
        (7641, 7631, 3112, "600.00", "48.00", _line(76411, _PUMP, 1, purchaseOrderItemId=76311), True),
        (7642, 7633, None, "42.00", "3.36", _line(76421, _FILTER, 6, purchaseOrderItemId=76331), True),
        (7643, 7633, None, "42.00", "3.36", _line(76431, _FILTER, 6, purchaseOrderItemId=76331), False),
    )
    accounts = {
        "generalLedgerAccount": None,
        "costOfSaleAccount": None,
        "assetAccount": {name: value for name, value in ledger.STOCK.shown().items() if name != "id"},
        "budgetCodeId": None,
    }
    made = local("2024-09-17 15:00")
    for key, order, job, amount, tax, line, active in rows:
        sink.add(
            "receipts",
            made,
            made,
            id=key,
            number=f"RC-{key}",
            purchaseOrderId=order,
            billId=7651 if key == 7641 else None,
            jobId=job,
            businessUnitId=112,
            vendorId=_VENDOR,
            inventoryLocationId=_WAREHOUSE,
            receiptAmount=Decimal(amount),
            taxAmount=Decimal(tax),
            receivedOn=times.text(made),
            items=[{**line, **accounts}],
            active=active,
        )
    bill = {
        "purchaseOrderId": 7631,
        "billDate": "2024-09-18T00:00:00Z",
        "dueDate": "2024-10-18T00:00:00Z",
        "billAmount": "648.00",
        "taxAmount": "48.00",
        "shippingAmount": "0.00",
        "vendor": {"id": _VENDOR, "name": "Denver Supply"},
        "businessUnit": named(112),
        "jobId": 3112,
        "jobNumber": "D-3112",
    }
    sink.add("inventory-bills", made, made, id=7651, **bill)


def _add_movements(sink: Sink) -> None:
    made = local("2024-09-19 15:00")
    stamp = {"createdOn": times.text(made), "modifiedOn": times.text(made), "active": True}
    when = times.text(times.midnight(made))
    back = _line(76611, _FILTER, 1, **stamp)
    amounts = {"returnAmount": Decimal("7.00"), "taxAmount": Decimal("0.56"), "returnDate": when}
    owner = {"vendorId": _VENDOR, "businessUnitId": 112, "inventoryLocationId": _WAREHOUSE}
    more = {"number": "RT-7661", "status": "Returned", "purchaseOrderId": 7633, "returnedOn": when}
    sink.add("returns", made, made, id=7661, items=[back], **amounts, **owner, **more)
    moved = _line(76711, _FILTER, 4, quantityPicked=4, totalCost=Decimal("28.00"), **stamp)
    way = {"fromLocationId": _WAREHOUSE, "toLocationId": _TRUCK, "status": "Received", "number": "TR-7671"}
    days = {"date": when, "pickedDate": when, "receivedDate": when}
    sink.add("transfers", made, made, id=7671, items=[moved], **way, **days)
    missing = _line(76811, _FILTER, -2, totalCost=Decimal("-14.00"), **stamp)
    count = {"type": "CycleCount", "inventoryLocationId": _WAREHOUSE, "businessUnitId": 112, "date": when}
    sink.add("adjustments", made, made, id=7681, number="AD-7681", items=[missing], **count)


def _add_entry(sink: Sink) -> None:
    """Invoice 7101 in the journal: what is owed on one side, income and tax on the other."""
    made, key = local("2024-09-03 18:00"), guid(14101)
    entry = {"number": 14101, "name": "September 3", "postDate": "2024-09-03"}
    sink.add("journal-entries", made, made, id=key, **entry)
    receivable = {"id": 158, "name": "Accounts receivable", "number": "1200", "type": "Accounts Receivable"}
    tax = {"id": 159, "name": "Sales tax payable", "number": "2200", "type": "Current Liability"}
    income = {"id": 151, "name": "Service income", "number": "4000", "type": "Income"}
    rows = ((14102, receivable, "324.00", "0"), (14103, income, "0", "300.00"), (14104, tax, "0", "24.00"))
    for number, account, debit, credit in rows:
        sides = {"debit": Decimal(debit), "credit": Decimal(credit), "postDate": "2024-09-03"}
        more = {
            "account": {**account, "subtype": None},
            "transaction": {"id": 7101, "type": "Invoice", "refNumber": "D-7101"},
            "businessUnit": named(111),
            "customer": named(1101),
            "job": {"id": 3101, "number": "D-3101"},
        }
        sink.add("journal-entry-details", made, made, id=number, journalEntryId=key, **sides, **more)
