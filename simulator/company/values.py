"""Believable values for fields that refer to nothing: texts, amounts, times."""

from collections.abc import Callable
from decimal import Decimal
from random import Random

from simulator.company import money, people, words


def _email(dice: Random, _: int) -> str:
    return f"{dice.choice(words.FIRST)}{dice.randrange(100)}@mail.example".lower()


def _note(dice: Random, _: int) -> str:
    return dice.choice(words.NOTES)


def _phone(dice: Random, _: int) -> str:
    return people.phone(dice)


def _street(dice: Random, _: int) -> str:
    return f"{dice.randrange(100, 9900)} {dice.choice(words.STREETS)}"


def person(dice: Random) -> str:
    """A person's name."""
    return f"{dice.choice(words.FIRST)} {dice.choice(words.LAST)}"


_TEXTS: dict[str, Callable[[Random, int], str]] = {
    **dict.fromkeys(("memo", "note", "notes", "text", "comment", "description", "summary", "message"), _note),
    **dict.fromkeys(
        ("phone", "from", "to", "contactNumber", "callerNumber", "trackingNumber", "fax"), _phone
    ),
    **dict.fromkeys(("city", "leadCity"), lambda dice, _: dice.choice(words.CITIES)[0]),
    **dict.fromkeys(("state", "leadState"), lambda _dice, _: "OH"),
    **dict.fromkeys(("zip", "leadZip", "locationZip"), lambda dice, _: dice.choice(words.CITIES)[2]),
    **dict.fromkeys(("country", "leadCountry"), lambda _dice, _: "USA"),
    **dict.fromkeys(("street", "address", "leadStreet", "locationAddress", "streetAddress"), _street),
    **dict.fromkeys(("createdBy", "modifiedBy", "appliedBy"), lambda _dice, _: "office"),
    "firstName": lambda dice, _: dice.choice(words.FIRST),
    "lastName": lambda dice, _: dice.choice(words.LAST),
    "unit": lambda dice, _: f"Apt {dice.randrange(1, 40)}",
    "currency": lambda _dice, _: "USD",
    "skuType": lambda _dice, _: "Material",
    "quantity": lambda dice, _: f"{dice.randrange(1, 9)}.00",
    "amount": lambda dice, _: money.text(dice.randrange(500, 90000)),
    "value": _phone,
    "priority": lambda dice, _: dice.choice(("Low", "Normal", "Urgent")),
}
_ENDINGS: tuple[tuple[str, Callable[[Random, int], str]], ...] = (
    ("email", _email),
    ("phone", _phone),
    ("url", lambda _dice, number: f"https://files.ridgeline.example/{number + 1}"),
    ("path", lambda _dice, number: f"files/{number + 1}"),
    ("filename", lambda _dice, number: f"file-{number + 1}.pdf"),
    ("number", lambda dice, _: str(dice.randrange(1000, 99999))),
    ("id", lambda dice, _: str(dice.randrange(10**6, 10**9))),
)


def text(dice: Random, name: str, number: int) -> str:
    """A text for a field of that name in a collection's row of that number, counted from 0."""
    make = _TEXTS.get(name)
    if make is None:
        make = next((one for ending, one in _ENDINGS if name.lower().endswith(ending)), None)
    return f"{_spoken(name)} {number + 1}" if make is None else make(dice, number)


def _spoken(name: str) -> str:
    """`jobTypeName` as a person would say it."""
    return (
        "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip().capitalize()
    )


def decimal(dice: Random, name: str) -> Decimal:
    """A number with a point for a field of that name: a share, a count, hours, or an amount."""
    low = name.lower()
    if low in ("latitude", "longitude"):
        return Decimal(dice.randrange(3_988_000, 4_016_000) * (1 if low == "latitude" else -2)).scaleb(-5)
    if low == "rating":
        return Decimal(dice.randrange(2, 11)) / 2
    if "percent" in low or low.endswith(("rate", "share", "multiplier")):
        return Decimal(dice.randrange(1, 150)).scaleb(-2)
    if low.startswith("quantity") or low == "split":
        return Decimal(dice.randrange(1, 9))
    if "hours" in low:
        return Decimal(dice.randrange(1, 32)) / 4
    return money.number(dice.randrange(500, 90000))


def small(dice: Random, name: str, number: int, year: int) -> int:
    """A small whole number for a field of that name."""
    known = {"year": year, "month": dice.randrange(1, 13), "order": number + 1, "fromHour": 8, "toHour": 17}
    return known[name] if name in known else dice.randrange(1, 13)
