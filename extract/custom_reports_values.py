"""Values of a custom report as columns: names, types from the report's own description, what does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Literal, get_args

import msgspec

from extract.resource import snake_case

ColumnKind = Literal["text", "numeric", "boolean", "date", "time", "timestamptz"]
KINDS: tuple[ColumnKind, ...] = get_args(ColumnKind)
Value = str | Decimal | bool | date | time | datetime | None

OWN_COLUMNS = ("tenant_id", "period_start", "period_end", "row_number", "full_data", "fetched_at")
BY_DATA_TYPE: dict[str, ColumnKind] = {
    "String": "text",
    "Number": "numeric",
    "Boolean": "boolean",
    "Date": "date",
    "Time": "time",
}
LONGEST_COLUMN = 55
"""PostgreSQL cuts names after 63 bytes; some are left for a number."""
LARGEST_EXPONENT = 1000
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
_DATETIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")


class UnfitError(ValueError):
    """A value is not of its column's type. `value` is what can be kept of it, mostly nothing."""

    def __init__(self, sample_type: str, value: Value = None) -> None:
        super().__init__(sample_type)
        self.sample_type = sample_type
        self.value = value


def unique_names(names: Sequence[str], taken: Sequence[str] = (), joint: str = " ") -> list[str]:
    """The names in their order, those that are taken or repeated with a number behind them."""
    unique: list[str] = []
    for base in names:
        name, number = base, 2
        while name in taken or name in unique:
            name, number = f"{base}{joint}{number}", number + 1
        unique.append(name)
    return unique


def column_names(fields: Sequence[str]) -> list[str]:
    """A column name for each field of a report, in the same order, none twice and none of our own columns'."""
    names = []
    for field in fields:
        ascii_only = re.sub(r"[^a-z0-9]+", "_", snake_case(field)).strip("_")[:LONGEST_COLUMN] or "field"
        names.append(f"field_{ascii_only}" if ascii_only[0].isdigit() else ascii_only)
    return unique_names(names, OWN_COLUMNS, "_")


def column_kind(data_type: str | None, samples: Sequence[bytes]) -> ColumnKind:
    """The type of a field's column; text where the report does not say.

    ServiceTitan does not document whether a `Time` is a time of day or a moment: the values tell.
    """
    kind = BY_DATA_TYPE.get(data_type or "", "text")
    if kind == "time":
        given = next((sample for sample in samples if sample != b"null"), b"")
        return "timestamptz" if _DATETIME.match(given.decode().strip('"')) else "time"
    return kind


def convert(raw: bytes, kind: ColumnKind) -> Value:
    """A JSON value as a column's value; an empty text is null in all but text columns.

    Raises:
        UnfitError: it is of another type.
    """
    if raw == b"null":
        return None
    text: str = msgspec.json.decode(raw, type=str) if raw[:1] == b'"' else raw.decode()
    if kind == "text":
        return text
    text = text.strip()
    if not text:
        return None
    try:
        return _PARSERS[kind](text)
    except UnfitError:
        raise
    except (ValueError, InvalidOperation):
        raise UnfitError(json_type(raw)) from None


def json_type(raw: bytes) -> str:
    """The type of a JSON value, as PostgreSQL's jsonb_typeof calls it."""
    first = raw[:1].decode()
    return {'"': "string", "{": "object", "[": "array", "t": "boolean", "f": "boolean", "n": "null"}.get(
        first, "number"
    )


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite() or abs(number.adjusted()) > LARGEST_EXPONENT:
        raise ValueError(text)
    return number


def _boolean(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(text)
    return text.lower() == "true"


def _date(text: str) -> date:
    """The day as written: midnight of some zone must not be moved to another day. A time of day is told, and lost."""
    if midnight := _MIDNIGHT.fullmatch(text):
        return date.fromisoformat(midnight.group(1))
    moment = datetime.fromisoformat(text)
    raise UnfitError("datetime", moment.date())


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    return moment


_PARSERS: Mapping[str, Callable[[str], Value]] = {
    "numeric": _number,
    "boolean": _boolean,
    "date": _date,
    "time": time.fromisoformat,
    "timestamptz": _moment,
}


def row_object(fields: Sequence[str], cells: Sequence[bytes]) -> str:
    """The row as a JSON object; values beyond the named fields are kept under their position."""
    names = [*fields, *(f"column {number}" for number in range(len(fields) + 1, len(cells) + 1))]
    members = (
        msgspec.json.encode(name).decode() + ":" + cell.decode()
        for name, cell in zip(names, cells, strict=False)
    )
    return "{" + ",".join(members) + "}"
