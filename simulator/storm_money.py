"""Upheaval of what is sold, billed and paid."""

from decimal import Decimal
from typing import Any

from simulator import times
from simulator.company import ledger, money
from simulator.storm import Storm


class MoneyStorm(Storm):
    """Estimates, invoices, payments and credit memos in an upheaval."""

    def _sell_or_unsell(self) -> None:
        estimate = self._pick("estimates")
        if estimate is None:
            return
        sold = (estimate["status"] or {}).get("name") == "Sold"
        told: dict[str, Any]
        if sold:
            told = {"status": {"value": 0, "name": "Open"}, "soldOn": None, "soldBy": None}
        else:
            seller = self._pick("technicians")
            told = {
                "status": {"value": 1, "name": "Sold"},
                "soldOn": times.text(self._company.clock.now() - self._dice.randrange(900) * times.DAY),
                "soldBy": None if seller is None else seller["id"],
            }
        self._save("estimates", estimate | told)

    def _change_line(self) -> None:
        """A line of an invoice gets another amount, account, unit or cost."""
        invoice = self._pick("invoices", lambda record: b'"items":[{' in record.body)
        if invoice is None:
            return
        line = self._dice.choice(invoice["items"])
        unit = self._pick("business-units")
        cents = self._dice.randrange(-5000, 90_000)
        changes: tuple[dict[str, Any], ...] = (
            {"total": money.text(cents), "price": money.text(cents)},
            {"generalLedgerAccount": self._dice.choice(ledger.ACCOUNTS[:5]).shown()},
            {"businessUnit": unit and {"id": unit["id"], "name": unit["name"]}},
            {"cost": None, "totalCost": None},
            {"totalCost": money.text(abs(cents) // 2)},
        )
        line |= self._dice.choice(changes)
        self._save_with_lines(invoice)

    def _move_line(self) -> None:
        """A line of an invoice goes to another invoice, or away."""
        invoice = self._pick("invoices", lambda record: b'"items":[{' in record.body)
        other = self._pick("invoices")
        if invoice is None or other is None or other["id"] == invoice["id"]:
            return
        line = invoice["items"].pop(self._dice.randrange(len(invoice["items"])))
        if self._dice.random() < 0.5:
            other["items"] = [*(other["items"] or ()), line]
            self._save_with_lines(other)
        else:
            self._save("invoice-items", {**line, "invoiceId": invoice["id"], "active": False})
        self._save_with_lines(invoice)

    def _save_with_lines(self, invoice: dict[str, Any]) -> None:
        """Write an invoice whose lines changed, with the amounts they make."""
        subtotal = sum((Decimal(one["total"]) for one in invoice["items"]), Decimal())
        total = subtotal + Decimal(invoice["salesTax"])
        owed = Decimal(invoice["balance"]) + total - Decimal(invoice["total"])
        invoice |= {"subTotal": str(subtotal), "total": str(total), "balance": str(owed)}
        self._show_lines(invoice)
        self._save("invoices", invoice)

    def _show_lines(self, invoice: dict[str, Any]) -> None:
        """Write an invoice's lines as the objects they are besides."""
        for line in invoice["items"]:
            line["modifiedOn"] = times.text(self._company.clock.now())
            self._save("invoice-items", {**line, "invoiceId": invoice["id"], "active": invoice["active"]})

    def _pay(self) -> None:
        """A payment, whole or in part, of what is owed; some is dated back."""
        invoice = self._pick("invoices", lambda record: b'"balance":"0.00"' not in record.body)
        if invoice is None or Decimal(invoice["balance"]) <= 0:
            return
        owed = Decimal(invoice["balance"])
        part = owed if self._dice.random() < 0.5 else round(owed / 3, 2)
        when = self._company.clock.now() - self._dice.randrange(60) * times.DAY
        applied = {
            "appliedId": self._company.next_id(),
            "appliedTo": invoice["id"],
            "appliedAmount": str(part),
            "appliedOn": times.text(when),
            "appliedBy": "office",
            "appliedToReferenceNumber": invoice["referenceNumber"],
        }
        whom = {"customer": invoice["customer"], "businessUnit": invoice["businessUnit"]}
        day = times.text(times.midnight(when))
        self._add("payments", total=str(part), appliedTo=[applied], date=day, **whom)
        self._save("invoices", invoice | {"balance": str(owed - part)})

    def _change_payment(self) -> None:
        """A payment is voided, or restored, or applied to another invoice, as a whole or in part."""
        payment = self._pick("payments")
        other = self._pick("invoices")
        if payment is None or other is None:
            return
        if not payment["appliedTo"] or self._dice.random() < 0.4:
            payment["active"] = not payment["active"]
        elif self._dice.random() < 0.5:
            payment["appliedTo"][0]["appliedTo"] = other["id"]
        else:
            first = payment["appliedTo"][0]
            part = round(Decimal(first["appliedAmount"]) / 3, 2)
            rest = Decimal(first["appliedAmount"]) - part
            moved = {
                "appliedId": self._company.next_id(),
                "appliedTo": other["id"],
                "appliedAmount": str(part),
            }
            payment["appliedTo"] += [first | moved]
            first["appliedAmount"] = str(rest)
        self._save("payments", payment)

    def _credit(self) -> None:
        """A credit memo is taken off another invoice as well, or off none any more."""
        memo, invoice = self._pick("credit-memos"), self._pick("invoices")
        if memo is None or invoice is None:
            return
        if memo["appliedTo"] and self._dice.random() < 0.4:
            memo["appliedTo"] = []
        else:
            part = {
                "appliedId": self._company.next_id(),
                "appliedTo": invoice["id"],
                "appliedAmount": money.number(self._dice.randrange(100, 9000)),
                "appliedOn": times.text(self._company.clock.now())[:10],
                "appliedBy": "office",
                "appliedToReferenceNumber": invoice["referenceNumber"],
            }
            memo["appliedTo"] = [*(memo["appliedTo"] or ()), part]
        self._save("credit-memos", memo)
