"""Money: whole cents inside, and the two ways the API writes it."""

from decimal import Decimal


def text(cents: int) -> str:
    """As accounting writes it: `"-12.05"`."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def number(cents: int) -> Decimal:
    """As the other modules write it, with exactly its digits."""
    return Decimal(cents).scaleb(-2)


def share(cents: int, per_myriad: int) -> int:
    """A share in hundredths of a percent, half a cent rounded up."""
    return (cents * per_myriad + 5000) // 10000
