"""What an office looks at: who is free, who goes where, teams and the pricebook's tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from tests.figures.books import Books, Object, Tally, moment, number
from tests.figures.people import Span, spans, united, without

SOLD_THINGS = ("pricebook_services", "pricebook_materials", "pricebook_equipment")


def _booked(books: Books) -> Iterator[tuple[Object, int]]:
    """Appointments that will be, with each technician who is sent."""
    sent: dict[int, set[int]] = defaultdict(set)
    for one in books.counting("appointment_assignments"):
        sent[one["appointmentId"]].add(one["technicianId"])
    for one in books.counting("appointments"):
        if one["status"] != "Canceled" and not one["unused"] and one["start"] and one["end"]:
            for technician in sent[one["id"]]:
                yield one, technician


def by_day(books: Books, stretches: list[Span]) -> Iterator[tuple[date, datetime, datetime]]:
    """The parts of stretches on each business day."""
    for begin, end in stretches:
        since = begin
        while since < end:
            day = books.day_of(since)
            until = min(end, books.whole_day(day)[1])
            yield day, since, until
            since = until


def day_jobs(books: Books) -> Tally:
    """v_technician_day_jobs: technician, day, appointment."""
    tally = Tally()
    for one, technician in _booked(books):
        for day, begin, end in by_day(books, [(moment(one["start"]), moment(one["end"]))]):
            key = (technician, day, one["id"])
            tally.add(key, started_at=number(begin), ended_at=number(end))
    return tally


def availability(books: Books) -> Tally:
    """v_technician_availability: technician, day; free stretches, and their minutes."""
    taken: dict[int, list[Span]] = defaultdict(list)
    for one, technician in _booked(books):
        taken[technician].append((moment(one["start"]), moment(one["end"])))
    tally, entered = Tally(), spans(books)
    for active in books.counting("technicians"):
        who: int = active["id"]
        away = [*entered["time_off"].get(who, []), *entered["non_job"].get(who, [])]
        free = without(united(entered["shift"].get(who, [])), united([*taken[who], *away]))
        for day, begin, end in by_day(books, list(free)):
            key = (who, day, begin)
            tally.add(key, free_until=number(end), free_minutes=number((end - begin).total_seconds()) / 60)
    return tally


def teams(books: Books) -> Tally:
    """v_teams: team that is not deleted."""
    tally = Tally()
    for team in books.records("teams"):
        if not team.is_deleted:
            named = [who for who in books.counting("technicians") if who["team"] == team.fields["name"]]
            tally.add((team.id,), technician_count=len(named), active=team.counts)
    return tally


def categories(books: Books) -> Tally:
    """v_pricebook_categories: category that is not deleted."""
    tally = Tally()
    there = {one.id: one.fields for one in books.records("pricebook_categories") if not one.is_deleted}
    for category in books.records("pricebook_categories"):
        if category.is_deleted:
            continue
        named = sum(
            category.id in _ids(thing["categories"] or [])
            for table in SOLD_THINGS
            for thing in books.counting(table)
        )
        path = [category.id]
        while (parent := there.get(path[-1], {}).get("parentId")) in there and parent not in path:
            path.append(parent)
        # In a circle nothing is above.
        depth = 1 if parent in path else len(path)
        tally.add(
            (category.id,),
            position=category.fields["position"] or 0,
            depth=depth,
            item_count=named,
            active=category.counts,
        )
    return tally


def _ids(categories: list[Object | int]) -> list[int]:
    """Services name objects, goods their ids."""
    return [one if isinstance(one, int) else one["id"] for one in categories]
