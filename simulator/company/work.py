"""Jobs with their appointments, the technicians sent and the time they took."""

from dataclasses import dataclass, field
from random import Random

from simulator import times
from simulator.company import words
from simulator.company.build import Sink
from simulator.company.people import Household, Place, spread
from simulator.company.reference import Reference, Technician, Unit

# Which trades are busy in which month: weights of HVAC, Plumbing, Electrical.
_SEASONS = {1: (7, 3, 2), 2: (6, 3, 2), 6: (7, 2, 2), 7: (9, 2, 2), 8: (8, 2, 2), 12: (6, 3, 3)}
_ORDINARY = (4, 3, 2)
_HOURS = (14, 14, 15, 16, 16, 17, 18, 18, 19, 20, 21, 21, 26, 28)
"""At which hours visits begin, from midnight UTC of the day on; the last two are evenings of the company's zone."""
_STATUS_OF_VISIT = {
    "Completed": "Done",
    "Canceled": "Canceled",
    "Scheduled": "Scheduled",
    "Dispatched": "Dispatched",
    "InProgress": "Working",
    "Hold": "Hold",
}
_STATUS_OF_ASSIGNMENT = {"Done": "Done", "Working": "Working", "Dispatched": "Dispatched"}


@dataclass(frozen=True)
class Sheet:
    """A technician's time on a visit that is done; in ticks."""

    technician: Technician
    arrived: int
    left: int


@dataclass
class Job:
    """A job under construction; its record is written when its invoice is known."""

    id: int
    household: Household
    place: Place
    unit: Unit
    job_type: tuple[int, str]
    created: int
    status: str
    changed: int
    technicians: list[Technician] = field(default_factory=list)
    visits: list[int] = field(default_factory=list)
    completed: int | None = None
    no_charge: bool = False
    recall_for: int | None = None
    invoice: int = 0
    estimates: list[int] = field(default_factory=list)
    total: int = 0
    project: int | None = None
    campaign: int = 0
    agent: tuple[int, str] = (0, "")
    """Who booked it: user id, name."""
    call: int | None = None
    booking: int | None = None
    warranty_for: int | None = None
    sheets: list[Sheet] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The job number people use."""
        return str(self.id)


def plan_job(
    sink: Sink,
    dice: Random,
    reference: Reference,
    household: Household,
    created: int,
    until: int,
    recall_for: Job | None = None,
) -> Job:
    """Decide on a job and write its appointments; `until` is the company's present."""
    place = recall_for.place if recall_for else dice.choice(household.places)
    weights = _SEASONS.get(int(times.text(created)[5:7]), _ORDINARY)
    unit = recall_for.unit if recall_for else reference.units[dice.choices(range(3), weights)[0]]
    kind = 3 if recall_for else dice.choices((0, 1, 2), (6, 3, 1))[0]
    status = _status(dice, until - created)
    job = Job(sink.next_id(), household, place, unit, unit.job_types[kind], created, status, created)
    job.campaign, job.agent = _campaign(dice, reference), dice.choice(reference.agents)
    if recall_for and dice.random() < 0.3:
        job.warranty_for = recall_for.id
    else:
        job.recall_for = recall_for.id if recall_for else None
    job.no_charge = recall_for is not None or dice.random() < 0.03
    recent = until - created < 20 * times.DAY
    visits = 1 if recent else dice.choices((1, 2, 3), (82, 14, 4))[0]
    start = times.midnight(created) + times.DAY + dice.choice(_HOURS) * times.HOUR
    for number in range(1, visits + 1):
        _add_visit(sink, dice, reference, job, (number, number == visits, start), until)
        start += dice.randrange(1, 6) * times.DAY
    if status == "Completed":
        job.completed = min(job.changed, until)
    return job


def _status(dice: Random, age: int) -> str:
    if age < 2 * times.DAY:
        return dice.choices(("Scheduled", "Dispatched", "InProgress", "Canceled"), (70, 12, 12, 6))[0]
    if age < 20 * times.DAY:
        return dice.choices(("Completed", "Scheduled", "Hold", "Canceled"), (66, 20, 6, 8))[0]
    return dice.choices(("Completed", "Canceled", "Hold"), (905, 90, 5))[0]


def _add_visit(
    sink: Sink, dice: Random, reference: Reference, job: Job, visit: tuple[int, bool, int], until: int
) -> None:
    number, last, start = visit
    status = _STATUS_OF_VISIT[job.status] if last else "Done"
    if status == "Done":
        start = min(start, until - 4 * times.HOUR)
    elif status in ("Working", "Dispatched"):
        start = min(start, times.midnight(until) + times.HOUR * (until % times.DAY // times.HOUR))
    end = start + dice.choice((60, 90, 120, 180)) * times.MINUTE
    changed = job.created
    if status in ("Done", "Working"):
        changed = min(until, end + dice.randrange(60) * times.MINUTE)
    elif status == "Canceled":
        changed = min(until, job.created + dice.randrange(1, 60) * times.HOUR)
    window = (
        {}
        if dice.random() < 0.1
        else {"arrivalWindowStart": times.text(start), "arrivalWindowEnd": times.text(start + 2 * times.HOUR)}
    )
    key = sink.add(
        "appointments",
        job.created,
        changed,
        jobId=job.id,
        appointmentNumber=f"{job.number}-{number}",
        start=times.text(start),
        end=times.text(end),
        status=status,
        customerId=job.household.id,
        createdById=reference.office,
        isConfirmed=dice.random() < 0.5,
        active=True,
        unused=status == "Canceled" and dice.random() < 0.2,
        specialInstructions=dice.choice(words.NOTES) if dice.random() < 0.15 else None,
        **window,
    )
    job.visits.append(key)
    job.changed = max(job.changed, changed)
    if status not in ("Canceled", "Hold"):
        _send_technicians(sink, dice, reference, job, (key, status, start, end, changed))


def _send_technicians(
    sink: Sink, dice: Random, reference: Reference, job: Job, visit: tuple[int, str, int, int, int]
) -> None:
    appointment, status, start, _, changed = visit
    trade = [one for one in reference.technicians if one.trade == job.unit.trade]
    able = [one for one in trade if one.left is None or start < one.left]
    chosen = dice.sample(able, min(len(able), dice.choices((1, 2), (85, 15))[0]))
    replaced = dice.random() < 0.2
    for place, technician in enumerate(chosen):
        active = not (replaced and place == 0 and len(chosen) > 1)
        sink.add(
            "appointment-assignments",
            job.created,
            changed,
            technicianId=technician.id,
            technicianName=technician.name,
            assignedById=reference.office,
            assignedOn=times.text(job.created),
            status=_STATUS_OF_ASSIGNMENT.get(status, "Scheduled"),
            jobId=job.id,
            appointmentId=appointment,
            active=active,
        )
        if active and technician not in job.technicians:
            job.technicians.append(technician)
        if active and status in ("Done", "Working"):
            _add_timesheet(sink, dice, job, visit, technician)


def _add_timesheet(
    sink: Sink, dice: Random, job: Job, visit: tuple[int, str, int, int, int], technician: Technician
) -> None:
    appointment, status, start, end, changed = visit
    done = status == "Done"
    late = dice.random() < 0.05  # after the window, which is two hours
    arrived = (
        start
        + (150 * times.MINUTE if late and done else 0)
        + dice.randrange(-10, 40 if done else 1) * times.MINUTE
    )
    left = max(end + dice.randrange(-20, 30) * times.MINUTE, arrived + 5 * times.MINUTE)
    if done:
        job.sheets.append(Sheet(technician, arrived, left))
    sink.add(
        "job-timesheets",
        min(start, changed),
        changed,
        jobId=job.id,
        appointmentId=appointment,
        technicianId=technician.id,
        dispatchedOn=times.text(arrived - 25 * times.MINUTE),
        arrivedOn=times.text(arrived),
        doneOn=times.text(left) if done else None,
    )


def _campaign(dice: Random, reference: Reference) -> int:
    return reference.deleted_campaign if dice.random() < 0.01 else dice.choice(reference.campaigns)


def job_time(dice: Random, since: int, until: int) -> int:
    """When a job is booked; a few are of the last days, so that there is always work in hand."""
    return (
        spread(dice, max(since, until - 5 * times.DAY), until)
        if dice.random() < 0.03
        else spread(dice, since, until)
    )
