"""Jobs of the core's September, their visits, the technicians' time, splits and estimates.

See `simulator.company.books` for what is odd about them.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from simulator import times
from simulator.company.books.setup import NAMES
from simulator.company.build import Sink
from simulator.company.ledger import SERVICE
from simulator.company.zone import local
from simulator.shapes.accounting import ESTIMATE_ITEM


@dataclass(frozen=True)
class Visit:
    """A technician's time on a job, on the company's clock of one day."""

    technician: int
    day: str
    arrived: str
    done: str


@dataclass(frozen=True)
class Job:
    """A job, its days on the company's clock: booked, and completed (None when it is not)."""

    id: int
    unit: int
    kind: int
    customer: int
    booked: str
    completed: str | None
    campaign: int = 421
    visits: tuple[Visit, ...] = ()
    special: dict[str, object] = field(default_factory=dict)


def _visit(technician: int, day: str, arrived: str, done: str) -> tuple[Visit, ...]:
    return (Visit(technician, f"2024-09-{day}", arrived, done),)


JOBS = (
    Job(
        *(3101, 111, 311, 1101, "2024-09-02 09:00", "2024-09-03 15:00", 421),
        _visit(211, "03", "10:00", "14:00") + _visit(212, "03", "11:00", "13:00"),
        {"leadCallId": 13101, "soldById": 211},
    ),
    Job(
        *(3102, 111, 311, 1102, "2024-09-03 09:00", "2024-09-04 12:00", 421),
        _visit(211, "04", "09:30", "11:30"),
        {"leadCallId": 13102},
    ),
    Job(
        *(3103, 112, 312, 1103, "2024-09-03 10:00", "2024-09-05 16:00", 422),
        _visit(212, "05", "09:00", "15:00"),
    ),
    Job(
        *(3104, 112, 311, 1104, "2024-09-29 10:00", "2024-09-30 23:30", 421),
        _visit(212, "30", "21:00", "23:30"),
        {"bookingId": 13201},
    ),
    Job(
        *(3105, 111, 311, 1105, "2024-09-07 10:00", "2024-09-09 12:00", 421),
        _visit(211, "09", "10:00", "11:00"),
        {"noCharge": True},
    ),
    Job(
        *(3106, 111, 311, 1106, "2024-09-09 10:00", "2024-09-10 12:00", 421),
        _visit(213, "10", "09:00", "12:00"),
        {"noCharge": True},
    ),
    Job(
        *(3107, 111, 311, 1107, "2024-09-10 10:00", "2024-09-11 12:00", 421),
        _visit(213, "11", "09:00", "11:00"),
    ),
    Job(
        *(3108, 111, 313, 1101, "2024-09-11 10:00", "2024-09-12 12:00", 421),
        _visit(213, "12", "09:00", "10:00"),
        {"noCharge": True, "recallForId": 3101},
    ),
    Job(
        *(3109, 111, 313, 1102, "2024-09-11 11:00", "2024-09-13 12:00", 421),
        _visit(212, "13", "09:00", "10:30"),
        {"noCharge": True, "warrantyId": 3102},
    ),
    Job(
        *(3110, 112, 311, 1108, "2024-09-12 10:00", None, 421),
        (),
        {"jobStatus": "Canceled", "leadCallId": 13103},
    ),
    Job(
        *(3111, 112, 311, 1109, "2024-09-13 10:00", "2024-09-16 15:00", 422),
        _visit(213, "16", "11:40", "14:00"),
        {"leadCallId": 13108},
    ),
    Job(
        *(3112, 112, 312, 1110, "2024-09-16 10:00", "2024-09-18 16:00", 422),
        _visit(212, "18", "08:00", "16:00"),
    ),
    Job(
        *(3113, 111, 311, 1107, "2024-09-18 10:00", "2024-09-19 12:00", 421),
        _visit(211, "19", "09:00", "11:00"),
        {"membershipId": 7511},
    ),
    Job(
        *(3114, 112, 312, 1105, "2024-09-06 08:00", "2024-09-20 12:00", 421),
        _visit(211, "20", "08:00", "12:00"),
        {"estimateIds": [9521, 9522, 9523, 9524], "soldById": 211},
    ),
    Job(
        *(3115, 111, 311, 1104, "2024-09-02 10:00", "2024-09-21 12:00", 421),
        _visit(212, "21", "10:00", "11:00"),
        {"estimateIds": [9525]},
    ),
    Job(
        *(3116, 111, 311, 1121, "2024-09-20 10:00", "2024-09-23 12:00", 421),
        _visit(211, "23", "09:00", "10:00"),
    ),
    Job(
        *(3117, 112, 311, 1123, "2024-09-22 10:00", "2024-09-24 12:00", 421),
        _visit(212, "24", "09:00", "11:00"),
    ),
    Job(
        *(3118, 112, 311, 1109, "2024-09-25 23:45", None, 421),
        (),
        {"jobStatus": "Scheduled"},
    ),
)
SPLITS: tuple[tuple[int, int, int, int], ...] = (
    # id, job, technician, percent. 3103 has none, those of 3112 leave ten percent to nobody.
    (6511, 3101, 211, 60),
    (6512, 3101, 212, 40),
    (6513, 3102, 211, 100),
    (6514, 3104, 212, 100),
    (6515, 3105, 211, 100),
    (6516, 3106, 213, 100),
    (6517, 3107, 213, 100),
    (6518, 3108, 213, 100),
    (6519, 3109, 212, 100),
    (6520, 3111, 213, 100),
    (6521, 3112, 212, 70),
    (6522, 3112, 211, 20),
    (6523, 3113, 211, 100),
    (6524, 3114, 211, 100),
    (6525, 3115, 212, 100),
    (6526, 3116, 211, 100),
    (6527, 3117, 212, 100),
)
ESTIMATES: tuple[tuple[int, int, str, str, str | None, int | None, str], ...] = (
    # id, job, status, made, sold, sold by, subtotal
    (9521, 3114, "Sold", "2024-09-06 12:00", "2024-09-06 17:00", 211, "250.00"),
    (9522, 3114, "Sold", "2024-09-06 12:30", "2024-09-07 23:15", 212, "100.00"),
    (9523, 3114, "Dismissed", "2024-09-06 13:00", None, None, "400.00"),
    (9524, 3114, "Open", "2024-09-06 13:30", None, None, "50.00"),
    (9525, 3115, "Sold", "2024-09-02 12:00", "2024-09-17 09:00", 212, "60.00"),
)
_BOOKED_BY_262 = (3102, 3111, 3114)
_INVOICE = {
    3103: 7107,
    3101: 7101,
    3102: 7103,
    **dict(zip(range(3104, 3108), range(7108, 7112), strict=True)),
}
_INVOICE |= {3109: 7112, **dict(zip(range(3111, 3118), range(7113, 7120), strict=True))}
_TOTALS = {3101: 450, 3102: 180, 3103: 400, 3104: 120, 3106: 150, 3107: 80, 3111: 250, 3112: 1100}
_TOTALS |= {3113: 90, 3114: 350, 3115: 60, 3116: 100, 3117: 200}


def add_jobs(sink: Sink) -> None:
    """Write the jobs and all that is done on them."""
    for job in JOBS:
        _add_job(sink, job)
        _add_visits(sink, job)
    done = {job.id: local(job.completed) for job in JOBS if job.completed is not None}
    for key, job_id, technician, percent in SPLITS:
        sink.add(
            "job-splits",
            done[job_id],
            done[job_id],
            id=key,
            jobId=job_id,
            technicianId=technician,
            split=percent,
        )
    for row in ESTIMATES:
        _add_estimate(sink, *row)
    begun = local("2024-09-10 09:00")
    sink.add(
        "projects",
        begun,
        begun,
        id=898,
        number="PR-898",
        name="Xenon's boiler room",
        customerId=1110,
        locationId=2110,
        jobIds=[3112],
        businessUnitIds=[112],
    )


def _add_job(sink: Sink, job: Job) -> None:
    booked = local(job.booked)
    completed = None if job.completed is None else local(job.completed)
    changed = completed or (local("2024-09-14 11:00") if job.id == 3110 else booked)
    fields: dict[str, object] = {
        "jobStatus": "Completed",
        "completedOn": None if completed is None else times.text(completed),
        "invoiceId": _INVOICE.get(job.id, 0),
        "total": _TOTALS.get(job.id, 0),
        "projectId": 898 if job.id == 3112 else None,
        **job.special,
    }
    sink.add(
        "jobs",
        booked,
        changed,
        id=job.id,
        jobNumber=f"D-{job.id}",
        customerId=job.customer,
        locationId=job.customer + 1000,
        businessUnitId=job.unit,
        jobTypeId=job.kind,
        campaignId=job.campaign,
        appointmentCount=1,
        firstAppointmentId=job.id + 1000,
        lastAppointmentId=job.id + 1000,
        createdById=9262 if job.id in _BOOKED_BY_262 else 9261,
        summary="<p>September</p>",
        **fields,
    )
    if job.id == 3110:
        sink.add("job-cancel-reasons", booked, booked, id=821, name="Customer not home")
        reason = {"id": 13801, "jobId": job.id, "reasonId": 821, "memo": "Nobody there", "createdById": 9261}
        sink.add("job-canceled-logs", changed, changed, **reason)
        told = {"jobId": job.id, "reasonId": 821, "name": "Customer not home", "text": "Nobody there"}
        sink.add("job-cancellations", changed, changed, **told)


def _add_visits(sink: Sink, job: Job) -> None:
    """The one appointment, from the first arrival on; what was planned otherwise is said here."""
    booked, key = local(job.booked), job.id + 1000
    first = job.visits[0] if job.visits else None
    planned = {3110: "2024-09-14 09:00", 3111: "2024-09-16 09:00", 3118: "2024-09-27 09:00"}
    start = local(planned.get(job.id) or f"{job.visits[0].day} {job.visits[0].arrived}")
    ended = local(f"{first.day} {first.done}") if first else start + 2 * times.HOUR
    state = {3110: "Canceled", 3118: "Scheduled"}.get(job.id, "Done")
    window = {"arrivalWindowStart": times.text(start), "arrivalWindowEnd": times.text(start + 2 * times.HOUR)}
    sink.add(
        "appointments",
        booked,
        ended if first else booked,
        id=key,
        jobId=job.id,
        appointmentNumber=f"D-{job.id}-1",
        start=times.text(start),
        end=times.text(ended),
        customerId=job.customer,
        status=state,
        createdById=9261,
        unused=job.id == 3110,
        **window,
    )
    sent = [(visit.technician, True) for visit in job.visits]
    sent += {3111: [(211, False)], 3110: [(211, False)], 3118: [(213, True)]}.get(job.id, [])
    for place, (technician, active) in enumerate(sent):
        sink.add(
            "appointment-assignments",
            booked,
            booked,
            id=job.id + 2000 + 100 * place,
            jobId=job.id,
            appointmentId=key,
            technicianId=technician,
            technicianName=NAMES[technician],
            assignedById=9261,
            assignedOn=times.text(booked),
            status="Done" if first and active else "Scheduled",
            active=active,
        )
    for place, visit in enumerate(job.visits):
        arrived, done = (local(f"{visit.day} {at}") for at in (visit.arrived, visit.done))
        sink.add(
            "job-timesheets",
            arrived,
            done,
            id=job.id + 3000 + 100 * place,
            jobId=job.id,
            appointmentId=key,
            technicianId=visit.technician,
            dispatchedOn=times.text(arrived - 30 * times.MINUTE),
            arrivedOn=times.text(arrived),
            doneOn=times.text(done),
        )


def _add_estimate(
    sink: Sink,
    key: int,
    job_id: int,
    status: str,
    made: str,
    sold: str | None,
    seller: int | None,
    subtotal: str,
) -> None:
    job = next(one for one in JOBS if one.id == job_id)
    created = local(made)
    stamp, amount = times.text(created), Decimal(subtotal)
    sku = {
        "id": 761,
        "name": "CORE-DIAG",
        "displayName": "Core diagnostic",
        "type": "Service",
        "soldHours": 2,
        "generalLedgerAccountId": SERVICE.id,
        "generalLedgerAccountName": SERVICE.name,
        "modifiedOn": stamp,
    }
    item = {
        **ESTIMATE_ITEM,
        "id": key + 100,
        "sku": sku,
        "unitRate": amount,
        "total": amount,
        "createdOn": stamp,
        "modifiedOn": stamp,
    }
    sink.add(
        "estimates",
        created,
        created if sold is None else local(sold),
        id=key,
        jobId=job_id,
        jobNumber=f"D-{job_id}",
        customerId=job.customer,
        locationId=job.customer + 1000,
        businessUnitId=job.unit,
        businessUnitName=NAMES[job.unit],
        name=f"September estimate {key}",
        subtotal=amount,
        tax=amount * Decimal("0.08"),
        items=[item],
        status={"value": ("Open", "Sold", "Dismissed").index(status), "name": status},
        soldOn=None if sold is None else times.text(local(sold)),
        soldBy=seller,
    )
