"""The generated part of a company: reference data, then one customer after the other with all its business."""

from random import Random

from simulator import times
from simulator.company.build import Builder
from simulator.company.people import add_customer, add_household, spread
from simulator.company.reference import Reference, ReferenceMaker
from simulator.company.work import add_job, job_time, plan_job

_YEARS = 3 * 365 * times.DAY
_QUIET = times.HOUR
"""Nothing happened in the hour before the start, so that no feed withholds anything then."""


def add_generated(builder: Builder, seed: int, customers: int, start: int) -> None:
    """Write a company of so many customers, all of it decided by the seed and the start."""
    dice = Random(seed)
    until = start - _QUIET
    reference = ReferenceMaker(builder, dice, start, customers).make()
    for _ in range(customers):
        _add_family(builder, dice, reference, until)


def _add_family(builder: Builder, dice: Random, reference: Reference, until: int) -> None:
    created = spread(dice, until - _YEARS, until - times.DAY)
    household = add_household(builder, dice, reference, created, until)
    changed = created
    previous = None
    for _ in range(dice.choices((0, 1, 2, 3, 5), (8, 30, 34, 18, 10))[0]):
        recall = previous if previous is not None and previous.status == "Completed" and dice.random() < 0.05 else None
        since = recall.changed if recall else created
        job = plan_job(builder, dice, reference, household, job_time(dice, since, until), until, recall)
        add_job(builder, dice, reference, job)
        changed = max(changed, job.changed)
        previous = job
    add_customer(builder, dice, reference, household, 0, changed)
