"""A job's own record, how its technicians share it, and why it was canceled."""

from random import Random

from simulator import times
from simulator.company import money, words
from simulator.company.build import Sink
from simulator.company.reference import Reference
from simulator.company.work import Job


def add_job(sink: Sink, dice: Random, reference: Reference, job: Job) -> None:
    """Write the job's own record and how its technicians share it."""
    field_id, field_name = reference.fields["jobs"]
    permit = [{"typeId": field_id, "name": field_name, "value": f"P-{dice.randrange(1000, 9999)}"}]
    priority = dice.choices(("Normal", "High", "Urgent", "Low"), (75, 14, 7, 4))[0]
    sink.add(
        "jobs",
        job.created,
        job.changed,
        id=job.id,
        jobNumber=job.number,
        customerId=job.household.id,
        locationId=job.place.id,
        jobStatus=job.status,
        completedOn=times.text(job.completed) if job.completed is not None else None,
        businessUnitId=job.unit.id,
        jobTypeId=job.job_type[0],
        priority=priority,
        campaignId=job.campaign,
        appointmentCount=len(job.visits),
        firstAppointmentId=job.visits[0],
        lastAppointmentId=job.visits[-1],
        recallForId=job.recall_for,
        warrantyId=job.warranty_for,
        leadCallId=job.call,
        bookingId=job.booking,
        noCharge=job.no_charge,
        createdById=job.agent[0],
        invoiceId=job.invoice,
        tagTypeIds=dice.sample(reference.job_tags, dice.choices((0, 1, 2), (80, 17, 3))[0]),
        total=money.number(job.total),
        projectId=job.project,
        summary=f"<p>{dice.choice(words.PROBLEMS[job.unit.trade])}</p>",
        estimateIds=job.estimates,
        active=True,
        customFields=permit if dice.random() < 0.12 else [],
    )
    _add_splits(sink, dice, job)
    if job.status == "Canceled":
        _add_cancellation(sink, dice, reference, job)


def _add_splits(sink: Sink, dice: Random, job: Job) -> None:
    """How the technicians share a completed job; now and then nobody says so, or not all is shared."""
    if job.status != "Completed" or dice.random() < 0.06:
        return
    count = len(job.technicians)
    shares: list[float] = [round(100 / count, 2)] * count if count else []
    if count == 2 and dice.random() < 0.5:
        shares = [60, 40]
    if shares and dice.random() < 0.02:
        shares[-1] = round(shares[-1] - 10, 2)
    made = job.completed or job.changed
    for technician, share in zip(job.technicians, shares, strict=True):
        active = dice.random() > 0.01
        who = {"jobId": job.id, "technicianId": technician.id, "split": share, "active": active}
        sink.add("job-splits", made, made, **who)


def _add_cancellation(sink: Sink, dice: Random, reference: Reference, job: Job) -> None:
    reason, memo = dice.choice(reference.reasons), dice.choice(words.NOTES)
    log = {"jobId": job.id, "reasonId": reason, "memo": memo, "createdById": job.agent[0]}
    sink.add("job-canceled-logs", job.changed, job.changed, **log, active=dice.random() > 0.02)
    told = {"jobId": job.id, "reasonId": reason, "name": "Canceled", "text": memo}
    sink.add("job-cancellations", job.changed, job.changed, **told)
