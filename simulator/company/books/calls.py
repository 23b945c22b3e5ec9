"""Calls, bookings, leads and what advertising cost in the core's September. See `simulator.company.books`."""

from decimal import Decimal

from simulator.company.books.setup import named, user
from simulator.company.build import Sink
from simulator.company.zone import local

CALLS: tuple[tuple[int, str, str, str | None, str, int | None, int | None, int | None, bool], ...] = (
    # id, when, direction, type, duration, campaign, agent, job, active
    (13101, "2024-09-02 08:50", "Inbound", "Booked", "00:05:00", 421, 261, 3101, True),
    (13102, "2024-09-03 08:55", "Inbound", "Booked", "00:04:00", 421, 262, 3102, True),
    (13103, "2024-09-12 09:50", "Inbound", "Booked", "00:03:30", 421, 261, 3110, True),
    (13104, "2024-09-10 11:00", "Inbound", "Unbooked", "00:06:00", 421, 261, None, True),
    (13105, "2024-09-11 11:00", "Inbound", "Excused", "00:01:00", 422, 261, None, True),
    (13106, "2024-09-11 12:00", "Inbound", "NotLead", "00:00:45", 422, 262, None, True),
    (13107, "2024-09-13 07:00", "Inbound", "Abandoned", "00:00:08", 421, None, None, True),
    (13108, "2024-09-13 09:30", "Outbound", "Booked", "00:02:00", 422, 262, 3111, True),
    (13109, "2024-09-30 23:50", "Inbound", "Unbooked", "00:02:30", 421, 262, None, True),
    (13110, "2024-09-20 10:00", "Inbound", None, "00:01:10", None, 261, None, True),
    (13111, "2024-09-21 10:00", "Inbound", "Booked", "00:01:00", 421, 261, None, False),
)
COSTS = ((13701, 421, 2024, 9, "10.00"), (13702, 422, 2024, 9, "5.00"), (13703, 421, 2024, 10, "10.50"))


def add_calls(sink: Sink) -> None:
    """Write them."""
    for key, when, direction, kind, duration, campaign, agent, job, active in CALLS:
        made = local(when)
        fields: dict[str, object] = {
            "duration": duration,
            "from": "3035550101",
            "to": "3035550100",
            "direction": direction,
            "status": "Completed",
            "type": kind,
            "reason": {"id": 791, "name": "Core booking"} if kind in ("Booked", "Unbooked") else None,
            "campaign": None if campaign is None else named(campaign),
            "agent": None if agent is None else user(agent),
            "createdBy": None if agent is None else user(agent),
            "job": None if job is None else {"id": job, "number": f"D-{job}"},
            "active": active,
        }
        sink.add("calls", made, made, id=key, **fields)
    for key, campaign, year, month, cost in COSTS:
        day = local("2024-09-01 00:00")
        month_cost = {"year": year, "month": month, "dailyCost": Decimal(cost)}
        sink.add("campaign-costs", day, day, id=key, campaignId=campaign, **month_cost)
    _add_bookings(sink)


def _add_bookings(sink: Sink) -> None:
    rows = (
        (13201, "2024-09-29 09:00", {"status": "Converted", "jobId": 3104, "name": "Ray Gold"}),
        (13202, "2024-09-29 21:00", {"status": "Dismissed", "name": "Nobody"}),
    )
    for key, when, special in rows:
        made = local(when)
        fields = {
            "source": "Website",
            "campaignId": 421,
            "businessUnitId": 112,
            "externalId": str(key),
            "jobTypeId": 311,
            **special,
        }
        sink.add("bookings", made, made, id=key, **fields)
    leads: tuple[tuple[int, str, dict[str, object]], ...] = (
        (13301, "2024-09-05 09:00", {"status": "Converted", "customerId": 1105, "locationId": 2105}),
        (13302, "2024-09-06 09:00", {"status": "Open", "callId": 13104}),
    )
    for key, when, special in leads:
        made = local(when)
        fields = {"campaignId": 421, "createdById": 9261, "businessUnitId": 112, "jobTypeId": 311, **special}
        sink.add("leads", made, made, id=key, **fields)
