"""Customers with their locations and contacts."""

from dataclasses import dataclass
from random import Random

from simulator import times
from simulator.company import money, words
from simulator.company.build import Sink
from simulator.company.reference import Reference


@dataclass(frozen=True)
class Place:
    """A location as jobs and invoices need it."""

    id: int
    name: str
    address: dict[str, object]


@dataclass(frozen=True)
class Household:
    """A customer whose own record is yet to be written, when its balance is known."""

    id: int
    name: str
    commercial: bool
    tax_exempt: bool
    created: int
    places: tuple[Place, ...]
    address: dict[str, object]


def address(dice: Random) -> dict[str, object]:
    """An invented address in one of the company's cities, with coordinates."""
    city, state, code, latitude, longitude = dice.choice(words.CITIES)
    return {
        "street": f"{dice.randrange(100, 9900)} {dice.choice(words.STREETS)}",
        "unit": f"Apt {dice.randrange(1, 40)}" if dice.random() < 0.08 else None,
        "city": city,
        "state": state,
        "zip": code,
        "country": "USA",
        "latitude": round(latitude + dice.uniform(-0.03, 0.03), 6),
        "longitude": round(longitude + dice.uniform(-0.03, 0.03), 6),
    }


def bill_address(full: dict[str, object]) -> dict[str, object]:
    """The address as invoices carry it: without coordinates."""
    return {name: value for name, value in full.items() if name not in ("latitude", "longitude")}


def add_household(
    sink: Sink,
    dice: Random,
    reference: Reference,
    created: int,
    until: int,
    merged_to: "Household | None" = None,
) -> Household:
    """Write a new customer's locations and contacts and give what its business needs.

    The first place of a customer that was merged to another was merged to that one's first.
    """
    key, commercial = sink.next_id(), dice.random() < 0.14
    last = dice.choice(words.LAST)
    name = f"{last} {dice.choice(words.FIRMS)}" if commercial else f"{dice.choice(words.FIRST)} {last}"
    own = address(dice)
    count = (
        dice.choices((1, 2, 3), (88, 9, 3))[0] if not commercial else dice.choices((1, 2, 4), (70, 20, 10))[0]
    )
    places = []
    for number in range(count):
        where = own if number == 0 else address(dice)
        places.append(
            _add_place(
                *(
                    sink,
                    dice,
                    reference,
                    (key, name if number == 0 else f"{name} #{number + 1}"),
                    where,
                    created,
                ),
                merged_to.places[0].id if merged_to is not None and number == 0 else None,
            )
        )
    household = Household(
        key, name, commercial, commercial and dice.random() < 0.1, created, tuple(places), own
    )
    _add_contacts(sink, dice, "customer-contacts", {"customerId": key}, household, until)
    for place in places:
        if dice.random() < 0.8:
            _add_contacts(sink, dice, "location-contacts", {"locationId": place.id}, household, until)
    return household


def _add_place(
    sink: Sink,
    dice: Random,
    reference: Reference,
    owner: tuple[int, str],
    where: dict[str, object],
    created: int,
    merged_to: int | None,
) -> Place:
    customer, name = owner
    zone = next(
        at for at, city in zip(reference.zones, words.CITIES, strict=True) if city[0] == where["city"]
    )
    field_id, field_name = reference.fields["locations"]
    size = [{"typeId": field_id, "name": field_name, "value": str(dice.randrange(8, 60) * 100)}]
    key = sink.add(
        "locations",
        created,
        created,
        customerId=customer,
        name=name,
        address=where,
        zoneId=zone,
        taxZoneId=reference.tax_zone,
        createdById=reference.office,
        customFields=size if dice.random() < 0.3 else [],
        active=dice.random() > 0.01 and merged_to is None,
        mergedToId=merged_to,
    )
    return Place(key, name, where)


def phone(dice: Random) -> str:
    """A fictional telephone number."""
    return f"{dice.choice(('614', '380', '740'))}555{dice.randrange(100, 200):04d}"


def _add_contacts(
    sink: Sink, dice: Random, resource: str, owner: dict[str, object], household: Household, until: int
) -> None:
    kinds = ["MobilePhone"] if dice.random() < 0.85 else ["Phone"]
    kinds += ["Email"] if dice.random() < 0.75 else []
    kinds += ["Phone"] if dice.random() < 0.2 else []
    kinds += ["Fax"] if household.commercial and dice.random() < 0.3 else []
    for kind in kinds:
        if kind == "Email":
            user = "".join(
                letter for letter in household.name.lower() if letter.isascii() and letter.isalnum()
            )
            value = f"{user}{dice.randrange(100)}@mail.example"
        else:
            value = phone(dice)
        if dice.random() < 0.01:
            value = ""
        changed = household.created
        active = dice.random() > 0.03
        if not active:
            changed += dice.randrange(max(1, until - household.created))
        settings = {"phoneNumber": "" if kind == "Email" else value, "doNotText": kind == "Phone"}
        memo = dice.choice((None, None, "work", "home", "spouse"))
        sink.add(
            resource,
            household.created,
            changed,
            type=kind,
            value=value,
            memo=memo,
            active=active,
            phoneSettings=settings,
            **owner,
        )


def add_customer(
    sink: Sink,
    dice: Random,
    reference: Reference,
    household: Household,
    balance: int,
    changed: int,
    merged_to: int | None = None,
) -> None:
    """Write the customer itself, with the balance (cents) its invoices came to."""
    field_id, field_name = reference.fields["customers"]
    wish = [
        {"typeId": field_id, "name": field_name, "value": dice.choice(("Morning", "Afternoon", "Evening"))}
    ]
    tags = dice.sample(reference.customer_tags, dice.choices((0, 1, 2), (70, 24, 6))[0])
    term = dice.choice(reference.terms)[0] if household.commercial else None
    sink.add(
        "customers",
        household.created,
        changed,
        id=household.id,
        name=household.name,
        address=household.address,
        type="Commercial" if household.commercial else "Residential",
        balance=money.number(balance),
        tagTypeIds=tags,
        customFields=wish if dice.random() < 0.35 else [],
        taxExempt=household.tax_exempt,
        doNotMail=dice.random() < 0.03,
        doNotService=dice.random() < 0.005,
        createdById=reference.office,
        paymentTermId=term,
        active=merged_to is None and dice.random() > 0.01,
        mergedToId=merged_to,
    )


def spread(dice: Random, since: int, until: int) -> int:
    """A moment between two times, to the 100 ns as the API's own times are; sometimes to the second."""
    moment = since + dice.randrange(max(1, until - since))
    return moment - moment % times.SECOND if dice.random() < 0.2 else moment
