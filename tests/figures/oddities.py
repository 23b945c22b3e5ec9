"""What a company's records may be like and seldom are: on the edges of days, without what figures need, in circles.

Each oddity takes records of its own, so that none hides another.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from simulator.control import Control
from tests.figures.books import Object, group

UNKNOWN = 999_999_999
"""What the API never returns."""
EDGES = (
    # The ends of days in Denver on which clocks are put on and back, and of a month in either zone.
    *("2024-03-10T06:59:59Z", "2024-03-10T07:00:00Z", "2024-03-11T05:59:59Z", "2024-03-11T06:00:00Z"),
    *("2024-11-03T05:59:59Z", "2024-11-03T06:00:00Z", "2024-11-04T06:59:59Z", "2024-11-04T07:00:00Z"),
    *(
        "2024-06-01T05:59:59.999999Z",
        "2024-06-01T06:00:00Z",
        "2024-12-31T10:59:59.5Z",
        "2024-12-31T11:00:00Z",
    ),
)
LONG_SPANS = (
    # Over midnight, and over the hours that a day lacks or has twice, in Denver and in Auckland.
    *(("2024-03-10T03:00:00Z", "2024-03-10T13:30:00Z"), ("2024-11-03T04:15:00Z", "2024-11-03T14:00:00Z")),
    *(("2024-04-06T09:00:00Z", "2024-04-06T19:00:00Z"), ("2024-09-28T09:00:00Z", "2024-09-29T12:00:00Z")),
)
YEARS_APART = (
    # Completed within a year of the first time, and a year after it; one year begins on a leap day.
    *(("2024-02-29T20:00:00Z", "2025-02-27T20:00:00Z"), ("2024-02-29T20:00:00Z", "2025-02-28T20:00:00Z")),
    *(("2024-05-10T20:00:00Z", "2025-05-09T20:00:00Z"), ("2024-05-10T20:00:00Z", "2025-05-10T20:00:00Z")),
)
AGES = (-400, -1, 0, 1, 30, 31, 60, 61, 90, 91)
"""Days past due."""


def prepare(control: Control) -> None:
    """What is odd from the beginning."""
    _branch(control)
    _move_to_the_edges(control)


def _move_to_the_edges(control: Control) -> None:
    """Some records lie on the edges of days, some reach over them."""
    completed = [job["id"] for job in control.truth("jobs") if job["jobStatus"] == "Completed"]
    calls = [call["id"] for call in control.truth("calls")]
    estimates = [one["id"] for one in control.truth("estimates") if one["soldOn"]]
    for moment, job, call, estimate in zip(EDGES, completed, calls, estimates, strict=False):
        control.change("jobs", {"completedOn": moment}, ids=[job])
        control.change("calls", {"createdOn": moment}, ids=[call])
        control.change("estimates", {"soldOn": moment}, ids=[estimate])
    shifts = [shift["id"] for shift in control.truth("technician-shifts")]
    sheets = [sheet["id"] for sheet in control.truth("job-timesheets")]
    duties = [duty["id"] for duty in control.truth("non-job-appointments")]
    visits = [one["id"] for one in control.truth("appointments")]
    for (begin, end), shift, sheet, duty, visit in zip(
        LONG_SPANS, shifts, sheets, duties, visits, strict=False
    ):
        control.change("technician-shifts", {"start": begin, "end": end}, ids=[shift])
        control.change("job-timesheets", {"arrivedOn": begin, "doneOn": end}, ids=[sheet])
        control.change("non-job-appointments", {"start": begin, "allDay": True}, ids=[duty])
        control.change("appointments", {"start": begin, "end": end}, ids=[visit])


def _branch(control: Control) -> None:
    """The pricebook's categories are a tree, one of them hangs on nothing, and two hang on each other."""
    first, second, third, lost, hen, egg, *_ = (one["id"] for one in control.truth("pricebook-categories"))
    for one, parent in ((first, second), (second, third), (lost, UNKNOWN), (hen, egg), (egg, hen)):
        control.change("pricebook-categories", {"parentId": parent}, ids=[one])


def make_odd(control: Control) -> None:
    """Let records lack what figures need, or say what is not usual."""
    _Company(control).make_odd()


class _Company:
    """Hands out records that are active, each once, the newest first."""

    def __init__(self, control: Control) -> None:
        self._control = control
        self._left: dict[str, list[Object]] = {}

    def _take(self, resource: str, wanted: Callable[[Object], Any] = bool) -> Object:
        if resource not in self._left:
            there = self._control.truth(resource)
            self._left[resource] = [one for one in there if one.get("active") is not False]
        found = next(one for one in reversed(self._left[resource]) if wanted(one))
        self._left[resource].remove(found)
        return found

    def _change(self, resource: str, wanted: Callable[[Object], Any] = bool, **fields: Any) -> Object:
        found = self._take(resource, wanted)
        self._control.change(resource, fields, ids=[found["id"]])
        return found

    def make_odd(self) -> None:
        """All of it."""
        self._customers()
        self._jobs()
        self._invoices()
        self._estimates()
        self._calls_and_memberships()
        self._the_rest()

    def _customers(self) -> None:
        """Merged in a circle, into the unknown and in a chain; back after a year, or just within it."""
        first, second, third, fourth, fifth = (self._take("customers")["id"] for _ in range(5))
        for one, into in (
            (first, second),
            (second, first),
            (third, UNKNOWN),
            (fourth, fifth),
            (fifth, first),
        ):
            self._control.change("customers", {"mergedToId": into}, ids=[one])
        done = group(
            (job for job in self._control.truth("jobs") if _completed(job)), lambda job: job["customerId"]
        )
        twice = (jobs for jobs in done.values() if len(jobs) == 2)
        for moments, jobs in zip(YEARS_APART, twice, strict=False):
            for moment, job in zip(moments, jobs, strict=True):
                self._control.change("jobs", {"completedOn": moment}, ids=[job["id"]])

    def _jobs(self) -> None:
        billed = {(one["job"] or {}).get("id") for one in self._control.truth("invoices")}
        self._change("jobs", lambda job: _completed(job) and job["id"] in billed, completedOn=None)
        for field in ("businessUnitId", "customerId", "locationId", "campaignId", "jobTypeId"):
            self._change("jobs", _completed, **{field: UNKNOWN})
        self._change("jobs", _completed, recallForId=UNKNOWN)
        for field in ("businessUnitId", "campaignId", "jobTypeId", "createdOn"):
            self._change("jobs", _completed, **{field: None})
        logs = self._control.truth("job-canceled-logs")
        cancelled = self._take("jobs", lambda job: job["id"] in {log["jobId"] for log in logs})["id"]
        self._control.change("jobs", {"jobStatus": "Canceled"}, ids=[cancelled])
        log = next(log for log in logs if log["jobId"] == cancelled)
        other = next(one["reasonId"] for one in logs if one["reasonId"] != log["reasonId"])
        # Cancelled twice at the same time, and before.
        for moment in (log["createdOn"], "2024-01-31T07:30:00Z"):
            self._control.add(
                "job-canceled-logs",
                {"jobId": cancelled, "reasonId": other, "createdOn": moment, "active": True},
            )
        self._change("job-canceled-logs", lambda log: log["jobId"] != cancelled, reasonId=0)
        visit = self._take("appointments")["id"]
        self._control.change("appointments", {"jobId": UNKNOWN}, ids=[visit])

    def _invoices(self) -> None:
        nobody = {"id": UNKNOWN, "name": "Nobody"}
        for field in ("customer", "businessUnit", "job"):
            self._change("invoices", _has_items, **{field: nobody})
        self._change("invoices", _has_items, customer=None)
        self._change("invoices", _has_items, job=None, invoiceDate=None)
        self._change("invoices", _has_items, invoiceDate=None, dueDate=None, balance="12.34")
        for days in AGES:
            due = _midnight(datetime.now(UTC).date() - timedelta(days))
            self._change("invoices", _has_items, dueDate=due, balance=f"{100 + days}.10")
        self._change("invoices", _has_items, dueDate=None, balance="0.01")
        place = self._control.truth("adjustments")[0]["inventoryLocationId"]
        for changes in (
            {"generalLedgerAccount": None},
            {"businessUnit": None},
            {"soldHours": "1.5", "quantity": "3"},
            {"inventoryLocationId": place},
            {"type": "Material", "totalCost": None},
        ):
            invoice = self._take("invoices", _is_of_a_job)
            items = [{**item, **changes} for item in invoice["items"]]
            whole = {"businessUnit": None} if "businessUnit" in changes else {}
            self._control.change("invoices", {"items": items, **whole}, ids=[invoice["id"]])

    def _estimates(self) -> None:
        for fields in ({"jobId": None}, {"jobId": UNKNOWN}, {"customerId": UNKNOWN}):
            self._change("estimates", **fields)
        self._change("estimates", _is_sold, soldOn=None)
        self._change("estimates", _is_sold, soldBy=None)
        ninety_days_ago = datetime.now(UTC) - timedelta(90)
        for hours in (-1, 1, 500, 1500):
            for state in ("Sold", "Open", "Dismissed"):
                made = f"{ninety_days_ago + timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}"
                self._change("estimates", _has_state(state), createdOn=made)

    def _calls_and_memberships(self) -> None:
        nothing = {"id": UNKNOWN, "name": None}
        for field in ("job", "campaign", "reason"):
            self._change("calls", lambda call: call["direction"] == "Inbound", **{field: nothing})
        self._change("memberships", customerId=UNKNOWN)
        self._change("memberships", soldById=None)
        member = self._take("memberships", _is_member_for_long)
        for state, before, moment in (
            ("Suspended", "Active", "2026-02-28T23:30:00Z"),
            ("Active", "Suspended", "2026-04-01T05:30:00Z"),
        ):
            self._control.add(
                "membership-status-changes",
                {"membershipId": member["id"], "newStatus": state, "oldStatus": before, "createdOn": moment},
            )

    def _the_rest(self) -> None:
        self._change("payments", customer={"id": UNKNOWN, "name": "Nobody"})
        for nothing in (0, None):
            self._change("gross-pay-items", _is_time, paidDurationHours=nothing)
        self._change("gross-pay-items", _is_time, jobId=UNKNOWN)
        one, other, *_ = self._control.truth("teams")
        self._control.change("teams", {"name": other["name"]}, ids=[one["id"]])


def _completed(job: Object) -> bool:
    return bool(job["jobStatus"] == "Completed")


def _has_items(invoice: Object) -> bool:
    return bool(invoice["items"])


def _is_of_a_job(invoice: Object) -> bool:
    return bool(invoice["items"] and invoice["job"])


def _is_sold(estimate: Object) -> bool:
    return _has_state("Sold")(estimate)


def _has_state(name: str) -> Callable[[Object], bool]:
    return lambda estimate: (estimate["status"] or {}).get("name") == name


def _is_member_for_long(membership: Object) -> bool:
    return bool(membership["status"] == "Active" and "2" < (membership["from"] or "") < "2026")


def _is_time(item: Object) -> bool:
    return bool(item["grossPayItemType"] == "TimesheetTime")


def _midnight(day: date) -> str:
    return f"{day}T00:00:00Z"
