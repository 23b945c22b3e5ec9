"""Memberships: sold, billed, renewed, suspended, canceled and run out; and the visits that belong to them."""

from random import Random

from simulator import times
from simulator.company.billing import settle, tax_rate_of
from simulator.company.build import Sink
from simulator.company.invoices import Invoice, Line, Party, add_invoice
from simulator.company.ledger import DEFERRED, MEMBERSHIP
from simulator.company.people import Household
from simulator.company.reference import Reference

_YEAR = 365 * times.DAY


def add_memberships(sink: Sink, dice: Random, reference: Reference, household: Household, until: int) -> int:
    """Write a customer's memberships, one after the other, and give what they leave it owing, in cents."""
    begun = times.midnight(household.created) + dice.randrange(60) * times.DAY
    plan = dice.choice(reference.plans)
    key, owing = sink.next_id(), 0
    first = True
    while begun < until:
        ends, following = begun + _YEAR, sink.next_id()
        fate = dice.choices(("runs", "canceled", "suspended"), (85, 11, 4))[0]
        over = ends < until
        renewed = over and fate == "runs" and dice.random() < 0.65
        at = min(until, begun + dice.randrange(20, 360) * times.DAY)
        status = {"canceled": "Canceled", "suspended": "Suspended"}.get(fate, "Expired" if over else "Active")
        changed = at if fate != "runs" else ends if over else begun
        _add_membership(
            *(sink, dice, reference, household, key, plan),
            begun=begun,
            changed=changed,
            status=status,
            renewal=following if renewed else None,
            first=first,
        )
        owing += _bill(sink, dice, reference, household, key, begun, until)
        if not renewed:
            break
        key, begun, first = following, ends, False
    return owing


def _add_membership(
    sink: Sink,
    dice: Random,
    reference: Reference,
    household: Household,
    key: int,
    plan: tuple[int, str],
    *,
    begun: int,
    changed: int,
    status: str,
    renewal: int | None,
    first: bool,
) -> None:
    place = household.places[0].id
    seller = dice.choice(reference.technicians).id if first else reference.office
    sink.add(
        "memberships",
        begun,
        changed,
        id=key,
        customerId=household.id,
        locationId=place,
        businessUnitId=reference.units[0].id,
        membershipTypeId=plan[0],
        status=status,
        active=dice.random() > 0.01,
        followUpOn=times.text(begun + _YEAR),
        to=times.text(begun + _YEAR),
        cancellationDate=times.text(times.midnight(changed)) if status == "Canceled" else None,
        soldById=seller,
        createdById=reference.office,
        renewedById=renewal,
        **{"from": times.text(begun)},
    )
    if status != "Active":
        change = {"oldStatus": "Active", "newStatus": status, "membershipId": key}
        sink.add("membership-status-changes", changed, changed, **change, createdById=reference.office)
    visits = sink.add(
        "recurring-services",
        begun,
        begun,
        name="Spring tune-up",
        membershipId=key,
        locationId=place,
        businessUnitId=reference.units[0].id,
        active=status == "Active",
    )
    for months in (3, 9):
        due = begun + months * 30 * times.DAY
        state = dice.choice(("NotAttempted", "Contacted", "Dismissed"))
        visit = {"membershipId": key, "membershipName": plan[1], "status": state, "date": times.text(due)}
        of = {"locationRecurringServiceId": visits, "locationRecurringServiceName": "Spring tune-up"}
        sink.add("recurring-service-events", begun, begun, **visit, **of, active=dice.random() > 0.01)


def _bill(
    sink: Sink, dice: Random, reference: Reference, household: Household, key: int, begun: int, until: int
) -> int:
    """The invoice of a year: a part is income at once, the rest is owed to the customer as visits."""
    sku = reference.skus[0]
    lines = [
        Line(sink.next_id(), sku, 1, 4900, MEMBERSHIP, cost=0),
        Line(sink.next_id(), sku, 1, 15000, DEFERRED, cost=0),
    ]
    party = Party(household, household.places[0], reference.units[0])
    invoice = Invoice(
        sink.next_id(), party, lines, begun, reference.terms[0], tax_rate_of(reference, household)
    )
    invoice.changed, invoice.configuration, invoice.membership = begun, "MembershipInvoice", key
    settle(sink, dice, reference, [invoice], until)
    add_invoice(sink, reference, invoice)
    return max(0, invoice.balance)


def sell_over_the_counter(
    sink: Sink, dice: Random, reference: Reference, household: Household, until: int
) -> int:
    """Write an invoice without a job: goods over the counter, or work in progress. Gives the cents owed."""
    created = household.created + dice.randrange(max(1, until - household.created))
    unit = dice.choice(reference.units)
    progress = dice.random() < 0.2
    kind = "Service" if progress else "Material"
    sku = dice.choice([one for one in reference.skus if one.kind == kind and one.trade == unit.trade])
    line = Line(sink.next_id(), sku, dice.randrange(1, 4), sku.price)
    party = Party(household, household.places[0], unit)
    rate = tax_rate_of(reference, household)
    invoice = Invoice(sink.next_id(), party, [line], created, reference.terms[0], rate)
    invoice.changed = created
    invoice.configuration = "ProjectInvoice" if progress else "CounterSales"
    settle(sink, dice, reference, [invoice], until)
    add_invoice(sink, reference, invoice)
    return max(0, invoice.balance)
