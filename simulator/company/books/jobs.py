"""Writes the jobs of the core's September, their visits, the technicians' time, splits and estimates."""

from decimal import Decimal

from simulator import times
from simulator.company.books.plan import ESTIMATES, JOBS, SPLITS, Job
from simulator.company.books.setup import NAMES
from simulator.company.build import Sink
from simulator.company.ledger import SERVICE
from simulator.company.zone import local
from simulator.shapes.accounting import ESTIMATE_ITEM

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
