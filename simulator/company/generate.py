"""The generated part of a company: reference data, then customer after customer with all its business."""

from random import Random

from simulator import times
from simulator.company.billing import bill_job
from simulator.company.build import Builder
from simulator.company.demand import add_costs, add_demand
from simulator.company.job_record import add_job
from simulator.company.labor import Labor
from simulator.company.members import add_memberships, sell_over_the_counter
from simulator.company.people import Household, add_customer, add_household, spread
from simulator.company.reference import Reference
from simulator.company.selling import add_project, offer
from simulator.company.setup import ReferenceMaker
from simulator.company.supply import stock_up
from simulator.company.work import Job, job_time, plan_job

YEARS = 3 * 365 * times.DAY
QUIET = times.HOUR
"""Nothing happened in the hour before the start, so that no feed withholds anything then."""


def add_generated(builder: Builder, seed: int, customers: int, start: int) -> None:
    """Write a company of so many customers, all of it decided by the seed and the start."""
    dice = Random(seed)
    until = start - QUIET
    reference = ReferenceMaker(builder, dice, start, customers).make()
    labor = Labor(builder, dice, reference)
    made: list[Household] = []
    merged: Household | None = None
    for _ in range(customers):
        into: Household | None = None
        if made and dice.random() < 0.015:
            # Now and then into one that was merged away itself.
            into = merged if merged is not None and dice.random() < 0.3 else dice.choice(made)
        made.append(_add_family(builder, dice, reference, labor, until, into))
        merged = merged if into is None else made[-1]
    labor.finish(until)
    add_costs(builder, dice, reference, until - YEARS, until)
    stock_up(builder, dice, reference, until - YEARS, until)


def _add_family(
    builder: Builder,
    dice: Random,
    reference: Reference,
    labor: Labor,
    until: int,
    merged_to: Household | None,
) -> Household:
    """One customer, its places and all its business."""
    created = spread(dice, until - YEARS, until - times.DAY)
    household = add_household(builder, dice, reference, created, until, merged_to)
    jobs: list[Job] = []
    balance = 0
    for _ in range(dice.choices((0, 1, 2, 3, 5), (8, 30, 34, 18, 10))[0]):
        job = _next_job(builder, dice, reference, household, jobs, until)
        add_demand(builder, dice, reference, job, until)
        offer(builder, dice, reference, job, until)
        balance += bill_job(builder, dice, reference, job, until)
        labor.add(job)
        jobs.append(job)
    if len(jobs) > 2 and dice.random() < 0.2:
        project = add_project(builder, dice, household, jobs, until)
        for job in jobs:
            job.project = project
    for job in jobs:
        add_job(builder, dice, reference, job)
    if dice.random() < 0.15:
        balance += add_memberships(builder, dice, reference, household, until)
    if dice.random() < 0.06:
        balance += sell_over_the_counter(builder, dice, reference, household, until)
    changed = max([created, *(job.changed for job in jobs)])
    add_customer(
        builder, dice, reference, household, balance, changed, None if merged_to is None else merged_to.id
    )
    return household


def _next_job(
    builder: Builder, dice: Random, reference: Reference, household: Household, jobs: list[Job], until: int
) -> Job:
    recall = jobs[-1] if jobs and jobs[-1].status == "Completed" and dice.random() < 0.05 else None
    since = recall.changed if recall else household.created
    return plan_job(builder, dice, reference, household, job_time(dice, since, until), until, recall)
