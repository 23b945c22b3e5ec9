"""What the ServiceTitan API offers, as data: one entry per resource in `catalog/<module>.yml`.

An entry names its read (`feed:` or `listing:`, a path below `/<base>/tenant/{tenant}/`) and the scalar fields of
the API object by type. Everything common is a default: the key is `id`, a number; a listing is asked with
`active=Any`, takes `page`, `pageSize` and `includeTotal`, and can be windowed by `modifiedOnOrAfter` and
`modifiedBefore`; `createdOn`, `modifiedOn` and `active` exist.
Fields under `json` hold objects or lists and are no columns. How often a resource is read (`every:`) is said per
file and, where it differs, per entry.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, cast, get_args

import yaml

from extract.resource import (
    COLUMN_TYPES,
    COMMON_FIELDS,
    OWN_COLUMNS,
    Column,
    ColumnType,
    Endpoint,
    Every,
    Form,
    Resource,
    snake_case,
)

__all__ = [
    "COLUMN_TYPES",
    "COMMON_FIELDS",
    "OWN_COLUMNS",
    "CatalogError",
    "Column",
    "ColumnType",
    "Endpoint",
    "Every",
    "Resource",
    "catalog",
    "read_catalog",
    "snake_case",
]

CATALOG_FOLDER = Path(__file__).with_name("catalog")

DEFAULT_LISTING_QUERY: Mapping[str, str] = {"active": "Any"}
DEFAULT_WINDOW = ("modifiedOnOrAfter", "modifiedBefore")
DEFAULT_PAGING = ("page", "pageSize", "includeTotal")
DEFAULT_EVERY: Every = "day"
MAX_PAGE_SIZE = 5000
"""Largest `pageSize` of a listing (journal entries allow less; their entry says so)."""

NESTED = "json"
"""Among the columns of an entry: fields that hold objects or lists, which are no columns."""

_FILE_KEYS = frozenset({"base", "every", "resources"})
_FEED_KEYS = frozenset({"feed", "key", "query", "every", "columns"})
_LISTING_KEYS = _FEED_KEYS - {"feed"} | {"listing", "window", "paging", "page_size"}
_LISTINGS_KEYS = _LISTING_KEYS - {"listing"} | {"listings", "discriminator"}
_ENTRY_KEYS = {"feed": _FEED_KEYS, "listing": _LISTING_KEYS, "listings": _LISTINGS_KEYS}
_PATH_KEYS = frozenset({"path", "query", "paging"})
_KEY_TYPES = ("bigint", "text")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_FULL_PATH = re.compile(r"([a-z-]+/v\d+)/(.+)")


class CatalogError(Exception):
    """An entry of the catalogue is wrong; the message names file, resource and fault."""


class _Loader(yaml.SafeLoader):
    """YAML in which a name that stands twice is an error, not the end of the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        names = [self.construct_object(key, deep=True) for key, _ in node.value]
        for name in names:
            if names.count(name) > 1:
                raise CatalogError(f"line {node.start_mark.line + 1}: {name!r} stands twice")
        return super().construct_mapping(node, deep)


def _check(value: object, kind: type, what: str) -> None:
    if not isinstance(value, kind):
        raise CatalogError(f"needs {'a mapping' if kind is dict else 'a list'} as {what}, not {value!r}")


def _only(known: frozenset[str], given: Mapping[str, Any], where: str = "") -> None:
    if unknown := sorted(str(key) for key in set(given) - known):
        raise CatalogError(f"has unknown keys{where} {', '.join(unknown)}")


def _subset(entry: Mapping[str, Any], key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    names = entry.get(key, known)
    _check(list(names) if isinstance(names, tuple) else names, list, key)
    if set(names) - set(known):
        raise CatalogError(f"{key} may hold {', '.join(known)} only")
    return tuple(names)


def _query(entry: Mapping[str, Any], default: Mapping[str, str]) -> dict[str, str]:
    query = entry.get("query", default)
    _check(query, dict, "query")
    return {
        key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in query.items()
    }


def _page_size(entry: Mapping[str, Any]) -> int:
    size = entry.get("page_size", MAX_PAGE_SIZE)
    if not isinstance(size, int) or not 1 <= size <= MAX_PAGE_SIZE:
        raise CatalogError(f"page_size is 1 to {MAX_PAGE_SIZE}, not {size!r}")
    return size


def _paths(form: str, base: str | None, entry: Mapping[str, Any]) -> Iterator[tuple[str | None, str, Any]]:
    """Label, full path and own settings of each endpoint; `listings` name the base of each path themselves."""
    if form != "listings":
        if base is None:
            raise CatalogError("has a path but its file no base")
        yield None, f"/{base}/tenant/{{tenant}}/{entry[form]}", entry
        return
    _check(entry["listings"], dict, "listings")
    for label, listing in entry["listings"].items():
        own = listing if isinstance(listing, dict) else {"path": listing}
        _only(_PATH_KEYS, own, f" under {label}")
        if not (path := _FULL_PATH.fullmatch(str(own.get("path")))):
            raise CatalogError(f"needs a path like crm/v2/customers under {label}, not {own.get('path')!r}")
        yield label, f"/{path[1]}/tenant/{{tenant}}/{path[2]}", {**entry, **own}


def _endpoints(name: str, base: str | None, entry: Mapping[str, Any]) -> Iterator[Endpoint]:
    forms = [form for form in _ENTRY_KEYS if form in entry]
    if len(forms) != 1:
        raise CatalogError("says not exactly one of feed, listing, listings")
    _only(_ENTRY_KEYS[forms[0]], entry)
    form: Form = "feed" if forms == ["feed"] else "listing"
    for label, path, own in _paths(forms[0], base, entry):
        yield Endpoint(
            name=f"{name}__{label}" if label else name,
            form=form,
            path=path,
            query=_query(own, {} if form == "feed" else dict(DEFAULT_LISTING_QUERY)),
            window=() if form == "feed" else _subset(own, "window", DEFAULT_WINDOW),
            paging=() if form == "feed" else _subset(own, "paging", DEFAULT_PAGING),
            page_size=_page_size(own),
            discriminator=label if "discriminator" in entry else None,
        )


def _keys(declared: Any) -> Iterator[Column]:
    """Key columns of `key: jobId`, `key: [technicianId, jobId]` or, where one is text, `key: {id: text}`."""
    fields = [declared] if isinstance(declared, str) else declared
    kinds = fields if isinstance(fields, dict) else dict.fromkeys(fields, "bigint")
    if not kinds or set(kinds.values()) - set(_KEY_TYPES):
        raise CatalogError(f"has a key that is not of {' or '.join(_KEY_TYPES)} fields: {declared!r}")
    for position, (field, kind) in enumerate(kinds.items()):
        yield Column(field, snake_case(field) if position else "st_id", kind)


def _fields(taken: set[str], keys: set[str], declared: Any) -> Iterator[Column]:
    """Columns in the order of types; none may be called like one in `taken` or be a field of the key."""
    _check(declared, dict, "columns")
    if unknown := set(declared) - {*COLUMN_TYPES, NESTED}:
        raise CatalogError(f"has columns of unknown type {unknown}; known are {', '.join(COLUMN_TYPES)}")
    for kind in COLUMN_TYPES:
        _check(declared.get(kind, []), list, f"columns of type {kind}")
        for field in declared.get(kind, ()):
            if not isinstance(field, str):
                raise CatalogError(f"has a column {field!r} that is no name: quote it")
            name = snake_case(field)
            if name in taken or field in keys:
                raise CatalogError(f"declares {field!r} twice, or as one of the columns every table has")
            taken.add(name)
            yield Column(field, name, kind)


def _resource(name: str, module: str, content: Mapping[str, Any], entry: Any) -> Resource:
    _check(entry, dict, "entry")
    if not _NAME.fullmatch(name):
        raise CatalogError("is not a name in snake_case")
    endpoints = tuple(_endpoints(name, content.get("base"), entry))
    discriminator = entry.get("discriminator")
    every = entry.get("every", content.get("every", DEFAULT_EVERY))
    if every not in get_args(Every):
        raise CatalogError(f"is read every {', '.join(get_args(Every))}; not {every!r}")
    keys = tuple(_keys(entry.get("key", "id")))
    common = {name for name, _ in COMMON_FIELDS.values()}
    taken = {*OWN_COLUMNS, *common, *(key.name for key in keys)}
    if discriminator:
        taken.add(snake_case(discriminator))
    return Resource(
        name=name,
        module=module,
        endpoints=endpoints,
        keys=keys,
        discriminator=discriminator,
        fields=tuple(_fields(taken, {key.field for key in keys}, entry.get("columns") or {})),
        every=cast("Every", every),
        nested=tuple((entry.get("columns") or {}).get(NESTED, ())),
    )


def read_catalog(folder: Path) -> dict[str, Resource]:
    """Read every `*.yml` of a folder into resources by name.

    Raises:
        CatalogError: an entry is wrong or a name stands twice.
    """
    resources: dict[str, Resource] = {}
    for file in sorted(folder.glob("*.yml")):
        place = file.name
        try:
            content = yaml.load(file.read_text(encoding="utf-8"), _Loader)  # noqa: S506 (a safe loader)
            _check(content, dict, "content")
            _only(_FILE_KEYS, content)
            _check(content.get("resources"), dict, "resources")
            for name, entry in content["resources"].items():
                place = f"{file.name}: {name}"
                if name in resources:
                    raise CatalogError(f"stands in {resources[name].module}.yml already")
                resources[name] = _resource(name, file.stem, content, entry)
        except (CatalogError, yaml.YAMLError) as error:
            raise CatalogError(f"{place} {error}") from None
    return resources


@lru_cache(maxsize=1)
def catalog() -> Mapping[str, Resource]:
    """The project's own catalogue: resources by name."""
    return read_catalog(CATALOG_FOLDER)
