"""What is bought for jobs and for stock, and how stock moves."""

from random import Random

from simulator import times
from simulator.company import ledger, money
from simulator.company.build import Sink
from simulator.company.reference import Reference, Sku
from simulator.company.work import Job

_STOCK = {name: value for name, value in ledger.STOCK.shown().items() if name != "id"}
_NO_ACCOUNTS = {"generalLedgerAccount": None, "costOfSaleAccount": None, "budgetCodeId": None}


def buy_for_job(sink: Sink, dice: Random, reference: Reference, job: Job, sku: Sku) -> None:
    """Write the order of a unit for the job that it is put in on; it is received and billed."""
    when = job.created + times.HOUR
    status = "Canceled" if dice.random() < 0.05 else "Received"
    _add_order(sink, dice, reference, (sku, 1), when, status, job)


def stock_up(sink: Sink, dice: Random, reference: Reference, since: int, until: int) -> None:
    """Write what is bought for stock every week, sent back, carried to the trucks and counted."""
    goods = [sku for sku in reference.skus if sku.kind == "Material"]
    when = since
    while when < until - 3 * times.DAY:
        status = dice.choices(("Received", "PartiallyReceived", "Sent", "Canceled"), (80, 8, 8, 4))[0]
        _add_order(sink, dice, reference, (dice.choice(goods), dice.randrange(4, 40)), when, status, None)
        _move(sink, dice, reference, dice.choice(goods), when)
        when += 7 * times.DAY


def _line(sink: Sink, sku: Sku, count: int, **more: object) -> dict[str, object]:
    cost = money.number(sku.cost)
    return {
        "id": sink.next_id(),
        "skuId": sku.id,
        "name": sku.name,
        "code": sku.code,
        "description": "",
        "quantity": count,
        "cost": cost,
        **more,
    }


def _add_order(
    sink: Sink,
    dice: Random,
    reference: Reference,
    what: tuple[Sku, int],
    when: int,
    status: str,
    job: Job | None,
) -> None:
    (sku, count), vendor = what, dice.choice(reference.stock.vendors)
    got = count if status == "Received" else count // 2 if status == "PartiallyReceived" else 0
    made = times.text(when)
    item = {
        **_line(sink, sku, count, total=money.number(sku.cost * count), quantityReceived=got),
        "skuName": sku.name,
        "skuCode": sku.code,
        "skuType": sku.kind,
        "vendorPartNumber": "",
        "serialNumbers": [],
        "status": status,
        "chargeable": job is not None,
        "budgetCodeId": None,
        "createdOn": made,
        "modifiedOn": made,
    }
    del item["name"], item["code"]
    unit = reference.units[0] if job is None else job.unit
    tax = money.share(sku.cost * count, reference.tax_rate)
    key = sink.add(
        "purchase-orders",
        when,
        when,
        number=f"PO-{when // times.HOUR}",
        jobId=None if job is None else job.id,
        status=status,
        typeId=reference.stock.order_type,
        vendorId=vendor[0],
        businessUnitId=unit.id,
        inventoryLocationId=reference.stock.warehouse,
        date=times.text(times.midnight(when)),
        total=money.number(sku.cost * count),
        tax=money.number(tax),
        items=[item],
    )
    if got:
        _add_receipt(
            sink, dice, reference, (key, int(str(item["id"]))), (sku, got), when + times.HOUR, job, vendor
        )


def _add_receipt(
    sink: Sink,
    dice: Random,
    reference: Reference,
    order: tuple[int, int],
    what: tuple[Sku, int],
    when: int,
    job: Job | None,
    vendor: tuple[int, str],
) -> None:
    sku, count = what
    cents = sku.cost * count
    tax = money.share(cents, reference.tax_rate)
    unit = reference.units[0] if job is None else job.unit
    of = {"purchaseOrderId": order[0], "jobId": None if job is None else job.id}
    line = _line(sink, sku, count, purchaseOrderItemId=order[1], assetAccount=_STOCK, **_NO_ACCOUNTS)
    bill = sink.add(
        "inventory-bills",
        when,
        when,
        **of,
        billDate=times.text(times.midnight(when)),
        billAmount=money.text(cents + tax),
        taxAmount=money.text(tax),
        shippingAmount="0.00",
        vendor={"id": vendor[0], "name": vendor[1]},
        businessUnit={"id": unit.id, "name": unit.name},
    )
    sink.add(
        "receipts",
        when,
        when,
        **of,
        number=f"RC-{order[0]}",
        billId=bill,
        businessUnitId=unit.id,
        vendorId=vendor[0],
        inventoryLocationId=reference.stock.warehouse,
        receiptAmount=money.number(cents),
        taxAmount=money.number(tax),
        receivedOn=times.text(when),
        items=[line],
        active=dice.random() > 0.02,
    )


def _move(sink: Sink, dice: Random, reference: Reference, sku: Sku, when: int) -> None:
    at = when + 2 * times.HOUR
    stamp = {"createdOn": times.text(at), "modifiedOn": times.text(at), "active": True}
    day, here, active = times.text(times.midnight(at)), reference.stock.warehouse, dice.random() > 0.03
    count = dice.randrange(1, 6)
    worth = {"totalCost": money.number(sku.cost * count)}
    way = {"fromLocationId": here, "toLocationId": dice.choice(reference.stock.trucks), "date": day}
    moved = _line(sink, sku, count, quantityPicked=count, **worth, **stamp)
    done = {"status": "Received", "receivedDate": day, "number": f"TR-{at // times.HOUR}"}
    sink.add("transfers", at, at, items=[moved], active=active, **way, **done)
    if dice.random() < 0.3:
        back = _line(sink, sku, count, **stamp)
        amount = {"returnAmount": money.number(sku.cost * count), "returnDate": day, "status": "Returned"}
        owner = {"vendorId": dice.choice(reference.stock.vendors)[0], "inventoryLocationId": here}
        unit = {"businessUnitId": reference.units[0].id, "number": f"RT-{at // times.HOUR}"}
        sink.add("returns", at, at, items=[back], active=active, **amount, **owner, **unit)
    if dice.random() < 0.3:
        gone = _line(sink, sku, -count, totalCost=money.number(-sku.cost * count), **stamp)
        kind = {"type": dice.choice(("CycleCount", "Damaged", "Lost")), "inventoryLocationId": here}
        count_of = {"date": day, "number": f"AD-{at // times.HOUR}"}
        sink.add("adjustments", at, at, items=[gone], active=active, **kind, **count_of)
