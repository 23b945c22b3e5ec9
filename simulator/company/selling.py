"""Estimates offered on a job, and projects."""

from random import Random

from simulator import times
from simulator.company import money
from simulator.company.billing import choose_lines, tax_rate
from simulator.company.build import Sink
from simulator.company.invoices import Line
from simulator.company.people import Household
from simulator.company.reference import Reference
from simulator.company.work import Job
from simulator.shapes.accounting import ESTIMATE_ITEM

_STATUS = {"Open": 0, "Sold": 1, "Dismissed": 2}


def offer(sink: Sink, dice: Random, reference: Reference, job: Job, until: int) -> None:
    """Write the estimates of a job, if it has any."""
    if job.status in ("Canceled", "Scheduled") or dice.random() > 0.25:
        return
    for place in range(dice.choices((1, 2, 3), (60, 25, 15))[0]):
        made = min(until, job.created + dice.randrange(1, 30) * times.HOUR)
        age = until - made
        weights = (60, 25, 15) if age < 60 * times.DAY else (12, 48, 40)
        status: str | None = dice.choices(("Open", "Sold", "Dismissed"), weights)[0]
        if dice.random() < 0.03:
            status = None
        sold = min(until, made + dice.randrange(1, 200) * times.HOUR) if status == "Sold" else None
        seller = job.technicians[0].id if sold and job.technicians else None
        changed = sold or min(until, made + dice.randrange(1, 24) * times.HOUR)
        lines = choose_lines(sink, dice, reference, job)
        key = sink.add(
            "estimates",
            made,
            changed,
            **estimate_fields(job, lines, tax_rate(reference, job)),
            name=("Repair", "Replace", "Best")[place],
            status=None if status is None else {"value": _STATUS[status], "name": status},
            active=dice.random() > 0.02,
            soldOn=None if sold is None else times.text(sold),
            soldBy=seller,
            isRecommended=place == 0,
        )
        job.estimates.append(key)


def estimate_fields(job: Job, lines: list[Line], rate: int) -> dict[str, object]:
    """What an estimate says about its job and its lines."""
    goods = sum(line.total for line in lines if line.sku.kind != "Service")
    return {
        "jobId": job.id,
        "jobNumber": job.number,
        "locationId": job.place.id,
        "customerId": job.household.id,
        "businessUnitId": job.unit.id,
        "businessUnitName": job.unit.name,
        "items": [_item(line, times.text(job.created)) for line in lines],
        "subtotal": money.number(sum(line.total for line in lines)),
        "tax": money.number(money.share(goods, rate)),
    }


def _item(line: Line, made: str) -> dict[str, object]:
    sku = {
        "id": line.sku.id,
        "name": line.sku.code,
        "displayName": line.sku.name,
        "type": line.sku.kind,
        "soldHours": 1,
        "generalLedgerAccountId": 1,
        "generalLedgerAccountName": "Income",
        "modifiedOn": made,
    }
    return {
        **ESTIMATE_ITEM,
        "id": line.id,
        "sku": sku,
        "description": line.sku.name,
        "qty": line.quantity,
        "createdOn": made,
        "unitRate": money.number(line.price),
        "total": money.number(line.total),
        "unitCost": money.number(line.sku.cost),
        "totalCost": money.number(line.sku.cost * line.quantity),
        "modifiedOn": made,
    }


def add_project(sink: Sink, dice: Random, household: Household, jobs: list[Job], until: int) -> int:
    """Write a project over several jobs of a customer and give its id."""
    last = max(jobs, key=lambda job: job.changed)
    begun = min(job.created for job in jobs)
    done = all(job.status in ("Completed", "Canceled") for job in jobs)
    return sink.add(
        "projects",
        begun,
        min(until, last.changed),
        number=f"PR-{last.id}",
        name=f"{household.name} - {last.unit.trade}",
        status="Completed" if done else "In Progress",
        customerId=household.id,
        locationId=last.place.id,
        businessUnitIds=[last.unit.id],
        startDate=times.text(begun),
        jobIds=[job.id for job in jobs],
        actualCompletionDate=times.text(last.changed) if done else None,
    )
