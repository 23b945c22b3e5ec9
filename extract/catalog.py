"""What the ServiceTitan API offers, as data: one entry per resource in `catalog/<module>.yml`.

An entry names its read (`feed:` or `listing:`, a path below `/<base>/tenant/{tenant}/`) and the scalar fields of
the API object by type. Everything common is a default: the key is `id`; a listing is asked with `active=Any` and
can be windowed by `modifiedOnOrAfter` and `modifiedBefore`; `createdOn`, `modifiedOn` and `active` exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

CATALOG_FOLDER = Path(__file__).with_name("catalog")

ColumnType = Literal["text", "bigint", "decimal", "bool", "timestamp", "date"]
COLUMN_TYPES: tuple[ColumnType, ...] = ("text", "bigint", "decimal", "bool", "timestamp", "date")

COMMON_FIELDS: Mapping[str, tuple[str, ColumnType]] = {
    "createdOn": ("st_created_on", "timestamp"),
    "modifiedOn": ("st_modified_on", "timestamp"),
    "active": ("active", "bool"),
}
"""API fields every raw table has under the contract's names; absent in an object, they are null."""

OWN_COLUMNS = ("tenant_id", "full_data", "fetched_at", "deleted_at")
"""Columns of a raw table that are no field of the API object."""

DEFAULT_LISTING_QUERY: Mapping[str, str] = {"active": "Any"}
DEFAULT_WINDOW = ("modifiedOnOrAfter", "modifiedBefore")
MAX_PAGE_SIZE = 5000
"""Largest `pageSize` of a listing (journal entries allow less; their entries say so)."""

_ENTRY_KEYS = {
    "feed",
    "listing",
    "listings",
    "key",
    "discriminator",
    "query",
    "window",
    "page_size",
    "columns",
}
_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class CatalogError(Exception):
    """An entry of the catalogue is wrong; the message names file, resource and fault."""


def snake_case(field: str) -> str:
    """Column name of an API field: `doNotMail` -> `do_not_mail`."""
    return _WORD_START.sub("_", field).lower()


@dataclass(frozen=True)
class Column:
    """One typed column of a raw table. `field` is the API's name of it."""

    field: str
    name: str
    type: ColumnType


@dataclass(frozen=True)
class Endpoint:
    """One path to read. `path` holds `{tenant}`; `discriminator` is the value this path stands for in a table
    that several paths fill (`custom_fields`), else None."""

    name: str
    form: Literal["feed", "listing"]
    path: str
    query: Mapping[str, str]
    window: tuple[str, ...]
    page_size: int
    discriminator: str | None = None

    @property
    def has_cursor(self) -> bool:
        """Whether a later read can ask for changes only."""
        return self.form == "feed" or "modifiedOnOrAfter" in self.window


@dataclass(frozen=True)
class Resource:
    """One noun of the API and the raw table it fills."""

    name: str
    module: str
    endpoints: tuple[Endpoint, ...]
    key: str
    discriminator: str | None
    fields: tuple[Column, ...]

    @property
    def table(self) -> str:
        """Name of the raw table."""
        return f"st_{self.name}"

    @property
    def typed_columns(self) -> tuple[Column, ...]:
        """Every column taken from the API object, key and common fields first."""
        common = (Column(field, name, kind) for field, (name, kind) in COMMON_FIELDS.items())
        return (Column(self.key, "st_id", "bigint"), *common, *self.fields)

    @property
    def discriminator_column(self) -> str | None:
        """Column that says which endpoint a row came from, when the table has several."""
        return snake_case(self.discriminator) if self.discriminator else None

    @property
    def key_columns(self) -> tuple[str, ...]:
        """The raw table's unique key."""
        extra = (self.discriminator_column,) if self.discriminator_column else ()
        return ("tenant_id", *extra, "st_id")


def _path(base: str, path: str) -> str:
    return f"/{base}/tenant/{{tenant}}/{path}"


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _paths(base: str | None, entry: Mapping[str, Any]) -> Iterator[tuple[str | None, str, Any]]:
    """Discriminator, full path and query of each endpoint; `listings` name the base of each path themselves."""
    for form in ("feed", "listing"):
        if form in entry:
            if base is None:
                raise CatalogError("has a path but its file no base")
            default = {} if form == "feed" else DEFAULT_LISTING_QUERY
            yield None, _path(base, entry[form]), entry.get("query", default)
    for value, listing in entry.get("listings", {}).items():
        own = listing if isinstance(listing, dict) else {"path": listing}
        area, version, path = own["path"].split("/", 2)
        query = own.get("query", entry.get("query", DEFAULT_LISTING_QUERY))
        yield value, _path(f"{area}/{version}", path), query


def _endpoints(name: str, base: str | None, entry: Mapping[str, Any]) -> Iterator[Endpoint]:
    forms = [form for form in ("feed", "listing", "listings") if form in entry]
    if len(forms) != 1:
        raise CatalogError("says not exactly one of feed, listing, listings")
    is_feed = forms == ["feed"]
    window = () if is_feed else tuple(entry.get("window", DEFAULT_WINDOW))
    if set(window) - set(DEFAULT_WINDOW):
        raise CatalogError(f"window may hold {', '.join(DEFAULT_WINDOW)} only")
    for value, path, query in _paths(base, entry):
        yield Endpoint(
            name=f"{name}__{value}" if value else name,
            form="feed" if is_feed else "listing",
            path=path,
            query={key: _text(argument) for key, argument in query.items()},
            window=window,
            page_size=int(entry.get("page_size", MAX_PAGE_SIZE)),
            discriminator=value,
        )


def _fields(key: str, declared: Mapping[str, Iterable[str]]) -> Iterator[Column]:
    taken = {*OWN_COLUMNS, "st_id", *(name for name, _ in COMMON_FIELDS.values())}
    if unknown := set(declared) - set(COLUMN_TYPES):
        raise CatalogError(f"has columns of unknown type {unknown}; known are {', '.join(COLUMN_TYPES)}")
    for kind in COLUMN_TYPES:
        for field in declared.get(kind, ()):
            name = snake_case(field)
            if name in taken or field == key:
                raise CatalogError(f"declares {field!r} twice, or as one of the columns every table has")
            taken.add(name)
            yield Column(field, name, kind)


def _resource(name: str, module: str, base: str | None, entry: Mapping[str, Any]) -> Resource:
    if unknown := set(entry) - _ENTRY_KEYS:
        raise CatalogError(f"has unknown keys {', '.join(sorted(unknown))}")
    discriminator = entry.get("discriminator")
    if bool(discriminator) != ("listings" in entry):
        raise CatalogError("needs a discriminator exactly when it has several listings")
    key = entry.get("key", "id")
    return Resource(
        name=name,
        module=module,
        endpoints=tuple(_endpoints(name, base, entry)),
        key=key,
        discriminator=discriminator,
        fields=tuple(_fields(key, entry.get("columns") or {})),
    )


def read_catalog(folder: Path) -> dict[str, Resource]:
    """Read every `*.yml` of a folder into resources by name.

    Raises:
        CatalogError: an entry is wrong or a name stands twice.
    """
    resources: dict[str, Resource] = {}
    for file in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        for name, entry in content["resources"].items():
            try:
                if name in resources:
                    raise CatalogError(f"stands in {resources[name].module}.yml already")
                resources[name] = _resource(name, file.stem, content.get("base"), entry)
            except CatalogError as error:
                raise CatalogError(f"{file.name}: {name} {error}") from None
    return resources


@lru_cache(maxsize=1)
def catalog() -> Mapping[str, Resource]:
    """The project's own catalogue: resources by name."""
    return read_catalog(CATALOG_FOLDER)
