"""What customers owe: now, and at the end of any past day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from tests.figures.books import Books, Object, Tally, amount, calendar_day, month, number, reference

BANDS = ((0, "current"), (30, "days_1_30"), (60, "days_31_60"), (90, "days_61_90"))
WORDS = {
    "current": "current",
    "days_1_30": "1-30",
    "days_31_60": "31-60",
    "days_61_90": "61-90",
    "over_90": "over 90",
}


def band(past_due: int) -> str:
    """How old a debt of so many days is called."""
    return next((name for most, name in BANDS if past_due <= most), "over_90")


def aging(books: Books, today: date) -> Tally:
    """v_ar_aging: business unit."""
    everywhere, tally = Tally(), Tally()
    for invoice in books.counting("invoices"):
        _owe(everywhere, invoice, amount(invoice["balance"]), today, ())
    for (unit,), row in everywhere.rows.items():
        tally.add((unit or None,), **row)
    return tally


def by_invoice(books: Books, today: date) -> Tally:
    """mart_receivables_by_invoice: invoice, how old the debt is in words."""
    tally = Tally()
    paid, credited = (_applied_by(books, table) for table in ("payments", "credit_memos"))
    for invoice in books.counting("invoices"):
        owed, total, target = amount(invoice["balance"]), amount(invoice["total"]), invoice["id"]
        if owed <= 0:
            continue
        dated, due = calendar_day(invoice["invoiceDate"]), calendar_day(invoice["dueDate"])
        since = due or dated
        past_due = (today - since).days if since else 0
        tally.add(
            (target, WORDS[band(past_due)]),
            invoice_date=number(dated),
            due_date=number(due),
            days_past_due=past_due,
            total=total,
            paid=paid[target],
            credited=credited[target],
            unexplained=owed - (total - paid[target] - credited[target]),
            balance=owed,
        )
    return tally


def _applied_by(books: Books, table: str) -> dict[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(Decimal)
    for source in books.counting(table):
        for part in source.get("appliedTo") or []:
            found[part["appliedTo"]] += amount(part["appliedAmount"])
    return found


def aging_as_of(books: Books, days: list[date]) -> Tally:
    """mart_ar_aging_as_of: day, business unit. Balances follow from what was applied by the end of the day."""
    tally = Tally()
    changes = _changes(books)
    for invoice in books.counting("invoices"):
        for day in days:
            owed = sum((value for when, value in changes[invoice["id"]] if when <= day), Decimal())
            _owe(tally, invoice, owed, day, (day,))
    return tally


def aging_by_month(books: Books, today: date) -> Tally:
    """mart_ar_aging_by_month: month, its last day or today, business unit."""
    firsts = {month(when) for found in _changes(books).values() for when, _ in found if when <= today}
    first, ends = min(firsts, default=today), []
    while first <= today:
        following = month(first + timedelta(31))
        ends.append(min(following - timedelta(1), today))
        first = following
    tally = Tally()
    for (day, unit), row in aging_as_of(books, ends).rows.items():
        past_due = row["total_amount"] - row["current_amount"]
        tally.add((month(day), day, unit), past_due_amount=past_due, **row)
    return tally


def _owe(tally: Tally, invoice: Object, owed: Decimal, day: date, key: tuple[date, ...]) -> None:
    if owed <= 0:
        return
    since = calendar_day(invoice["dueDate"]) or calendar_day(invoice["invoiceDate"])
    name = band((day - since).days if since else 0)
    whole = (*key, reference(invoice, "businessUnit"))
    for what in (name, "total"):
        tally.add(whole, **{f"{what}_count": Decimal(1), f"{what}_amount": owed})


def _changes(books: Books) -> dict[int, list[tuple[date, Decimal]]]:
    found: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    for invoice in books.counting("invoices"):
        day = calendar_day(invoice["invoiceDate"]) or books.day(invoice["createdOn"])
        found[invoice["id"]].append((_known(books, invoice, day), amount(invoice["total"])))
    for target, day, value in _applied(books):
        found[target].append((day, -value))
    for invoice in books.counting("invoices"):
        left = amount(invoice["balance"]) - sum((value for _, value in found[invoice["id"]]), Decimal())
        changed = books.day(invoice["modifiedOn"])
        if left and changed:
            found[invoice["id"]].append((changed, left))
    return found


def _applied(books: Books) -> Iterator[tuple[int, date, Decimal]]:
    for table in ("payments", "credit_memos"):
        for source in books.counting(table):
            for part in source.get("appliedTo") or []:
                day = _applied_day(books, part["appliedOn"]) or calendar_day(source["date"])
                yield part["appliedTo"], _known(books, source, day), amount(part["appliedAmount"])


def _applied_day(books: Books, text: str | None) -> date | None:
    """A time in payments, a mere date in credit memos."""
    if text is None or len(text) == len("2024-09-22"):
        return None if text is None else date.fromisoformat(text)
    return books.day(text)


def _known(books: Books, source: Object, day: date | None) -> date:
    """What is dated ahead of its record's last change counts from that change."""
    recorded = books.day(source["modifiedOn"])
    days = [one for one in (day, recorded) if one]
    return min(days) if days else date.min
