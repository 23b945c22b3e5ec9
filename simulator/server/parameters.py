"""Query parameters: only those an endpoint declares are looked at, and a bad value is a 400."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from simulator import times
from simulator.endpoint import Endpoint
from simulator.server.errors import ApiError
from simulator.store import Key

T = TypeVar("T")


class Query:
    """The parameters of one request. An empty value counts as absent."""

    def __init__(self, endpoint: Endpoint, values: Mapping[str, str]) -> None:
        known = {name.lower(): name for name in endpoint.parameters}
        self._values: dict[str, str] = {}
        for given, text in values.items():
            name = known.get(given.lower())
            if text and name:
                # A list may come as one value with commas or as the same parameter again and again.
                self._values[name] = f"{self._values[name]},{text}" if name in self._values else text
        missing = [name for name in endpoint.required if name not in self._values]
        if missing:
            raise ApiError(
                400, **{name: f"A value for the '{name}' parameter was not provided." for name in missing}
            )

    def key(self, *without: str) -> tuple[tuple[str, str], ...]:
        """The parameters as a hashable key, some left out."""
        return tuple(sorted(item for item in self._values.items() if item[0] not in without))

    def text(self, name: str) -> str | None:
        """The value as it came."""
        return self._values.get(name)

    def _read(self, name: str, read: Callable[[str], T]) -> T | None:
        value = self._values.get(name)
        if value is None:
            return None
        try:
            return read(value)
        except (ValueError, KeyError) as error:
            raise ApiError(400, **{name: f"The value '{value}' is not valid."}) from error

    def time(self, name: str) -> int | None:
        """A date or date-time, in ticks."""
        return self._read(name, times.parse)

    def flag(self, name: str) -> bool | None:
        """`true` or `false`."""
        return self._read(name, lambda value: {"true": True, "false": False}[value.lower()])

    def choice(self, name: str, *words: str) -> str | None:
        """One of the words, in lower case."""
        return self._read(name, lambda value: {word: word for word in words}[value.lower()])

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number within bounds."""
        value = self._read(name, int)
        if value is None:
            return default
        if not low <= value <= high:
            raise ApiError(400, **{name: f"The field {name} must be between {low} and {high}."})
        return value

    def ids(self, name: str, most: int | None = None, *, text: bool = False) -> frozenset[Key] | None:
        """Comma-separated ids, at most `most` of them; numbers, unless they are texts."""
        read: Callable[[str], Key] = str if text else int
        found = self._read(
            name, lambda value: [read(part.strip()) for part in value.split(",") if part.strip()]
        )
        if found is None:
            return None
        if most is not None and len(found) > most:
            raise ApiError(400, **{name: f"At most {most} ids may be given."})
        return frozenset(found)
