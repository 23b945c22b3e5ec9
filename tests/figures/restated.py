"""Revenue of closed months that changed since the warehouse's history began."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from tests.figures import revenue
from tests.figures.books import Books, Tally, month, number

CLOSED_AFTER = 0
"""Days from a month's end to its close (`months_close_after_days`)."""
TABLES = ("jobs", "invoices", "invoice_items")
"""What revenue is reckoned from."""
Part = tuple[date, str, int, int]
"""Month, kind, business unit, invoice."""


def parts(books: Books) -> dict[Part, Decimal]:
    """What each invoice has in each month's figures."""
    found: dict[Part, Decimal] = defaultdict(Decimal)
    for line in revenue.lines(books):
        if line.day and line.kind:
            found[month(line.day), line.kind, line.unit, line.invoice["id"]] += line.amount
    return found


def _changed(books: Books, today: date) -> Iterator[tuple[Part, Decimal, Decimal]]:
    before, now = parts(books.earlier), parts(books)
    for part in {*before, *now}:
        old, new = before.get(part, Decimal()), now.get(part, Decimal())
        if old != new and closes(part[0]) <= today:
            yield part, old, new


def closes(first: date) -> date:
    """The first day on which a month is closed."""
    return month(first + timedelta(31)) + timedelta(CLOSED_AFTER)


def changes(books: Books, today: date) -> Tally:
    """mart_restatements: month, figure, business unit, invoice."""
    tally = Tally()
    for part, old, new in _changed(books, today):
        closed_at, _ = books.whole_day(closes(part[0]))
        tally.add(part, closed_at=number(closed_at), old_amount=old, new_amount=new, difference=new - old)
    return tally


def by_month(books: Books, today: date) -> Tally:
    """mart_restatements_by_month: month, figure, business unit."""
    tally = Tally()
    for (*key, _), old, new in _changed(books, today):
        tally.add(tuple(key), difference=new - old, changes=1, invoices=1)
    for column, all_parts in (("closed_amount", parts(books.earlier)), ("amount", parts(books))):
        for (*key, _), value in all_parts.items():
            if tuple(key) in tally.rows:
                tally.add(tuple(key), **{column: value})
    return tally
