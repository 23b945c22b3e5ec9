"""Customers: what they brought, who came back, and what stands beside their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from tests.figures import revenue
from tests.figures.books import Books, Object, Tally, amount, moment, month, number, reference
from tests.figures.jobs import Jobs

UNKNOWN = "Unknown"


def standing_for(books: Books, table: str = "customers") -> dict[int, int]:
    """Each customer, or location, and the one that stands for it: the end of its merges, in a circle the lowest id."""
    merged: dict[int, int] = {
        each: fields["mergedToId"] for each, fields in books.known(table).items() if fields.get("mergedToId")
    }
    found: dict[int, int] = {}
    for each in {*books.known(table), *merged.values()}:
        path = [each]
        while path[-1] in merged and merged[path[-1]] not in path:
            path.append(merged[path[-1]])
        after = merged.get(path[-1])
        circle = path[path.index(after) :] if after else path[-1:]
        found[each] = min(circle)
    return found


def value(books: Books) -> Tally:
    """mart_customer_value: customer."""
    stands_for = standing_for(books)
    tally = Tally()
    done: dict[int, list[date]] = defaultdict(list)
    paid: dict[int, list[date]] = defaultdict(list)
    busy: dict[int, set[int]] = defaultdict(set)
    for outcome in Jobs(books).completed.values():
        owner = outcome.job["customerId"] or 0
        who = stands_for.get(owner, owner)
        busy[who].add(owner)
        tally.add((who,), completed_jobs=1, opportunities=outcome.is_opportunity)
        if outcome.completed_on:
            done[who].append(outcome.completed_on)
    for line in revenue.lines(books):
        if line.day and (owner := reference(line.invoice, "customer")):
            who = stands_for.get(owner, owner)
            busy[who].add(owner)
            tally.add((who,), revenue=line.amount)
            paid[who].append(line.day)
    there = {each["id"] for each in books.counting("customers")}
    for who, owners in busy.items():
        repeat = tally.rows[who,]["completed_jobs"] > 1
        tally.add((who,), merged_customers=len(owners), is_active=who in there, is_repeat=repeat)
        tally.add((who,), **_days(sorted(done[who])))
        if paid[who]:
            first, last = min(paid[who]), max(paid[who])
            tally.add((who,), first_revenue_date=number(first), last_revenue_date=number(last))
    return tally


def _days(done: list[date]) -> dict[str, Decimal]:
    found = {}
    if done:
        found = {"first_job_date": number(done[0]), "last_job_date": number(done[-1])}
    if len(done) > 1:
        apart = Decimal((done[1] - done[0]).days)
        found |= {"second_job_date": number(done[1]), "days_to_second_job": apart}
    return found


def cohorts(books: Books) -> Tally:
    """mart_customer_cohorts_by_month: month of the first completed job, kind of customer."""
    known, tally = books.known("customers"), Tally()
    for (who,), row in value(books).rows.items():
        if not row["first_job_date"]:
            continue
        first, second = _date(row["first_job_date"]), _date(row["second_job_date"])
        tally.add(
            (month(first or date.max), known.get(who, {}).get("type") or UNKNOWN),
            customers=1,
            repeat_customers=row["is_repeat"],
            repeat_within_a_year=bool(first and second and second < _a_year_after(first)),
            completed_jobs=row["completed_jobs"],
            revenue=row["revenue"],
        )
    return tally


def _date(figure: Decimal) -> date | None:
    return date.fromisoformat(str(int(figure))) if figure else None


def _a_year_after(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


def complete(books: Books) -> Tally:
    """v_customers_complete: customer that is not deleted."""
    jobs, estimates = books.of("jobs", "customerId"), books.of("estimates", "customerId")
    invoices: dict[int, list[Object]] = defaultdict(list)
    for invoice in books.counting("invoices"):
        invoices[reference(invoice, "customer")].append(invoice)
    tally = Tally()
    for record in books.records("customers"):
        if record.is_deleted:
            continue
        own, bills = jobs.get(record.id, []), invoices[record.id]
        made = [number(moment(job["createdOn"])) for job in own if job["createdOn"]]
        paid = [each for each in bills if amount(each["total"]) > 0 >= amount(each["balance"])]
        tally.add(
            (record.id,),
            balance=amount(record.fields["balance"]),
            total_jobs=len(own),
            job_count=len(own),
            completed_jobs=sum(job["jobStatus"] == "Completed" for job in own),
            first_job_date=min(made, default=Decimal()),
            last_job_date=max(made, default=Decimal()),
            lifetime_value=sum(_amounts(paid, "total"), Decimal()),
            lifetime_revenue=sum(_amounts(bills, "total"), Decimal()),
            outstanding_balance=sum((owed for owed in _amounts(bills, "balance") if owed > 0), Decimal()),
            open_estimates=sum(
                (each.get("status") or {}).get("name") == "Open" for each in estimates.get(record.id, [])
            ),
        )
    return tally


def _amounts(invoices: list[Object], field: str) -> Iterator[Decimal]:
    return (amount(invoice[field]) for invoice in invoices)


def jobs_of(books: Books, table: str, field: str) -> Tally:
    """v_jobs_by_customer, v_jobs_by_location: the customer or location after merges, job."""
    stands_for, known, tally = standing_for(books, table), books.known(table), Tally()
    bills: dict[int, list[Object]] = defaultdict(list)
    for invoice in books.counting("invoices"):
        bills[reference(invoice, "job")].append(invoice)
    for job in books.counting("jobs"):
        if job[field] in known:
            tally.add(
                (stands_for[job[field]], job["id"]),
                created_on=number(moment(job["createdOn"]) if job["createdOn"] else None),
                invoice_total=sum(_amounts(bills[job["id"]], "total"), Decimal()),
                balance=sum(_amounts(bills[job["id"]], "balance"), Decimal()),
            )
    return tally
