"""One entry of the catalogue as a Resource, or the fault in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, cast, get_args

from extract.resource import (
    COLUMN_TYPES,
    COMMON_FIELDS,
    OWN_COLUMNS,
    Column,
    Endpoint,
    Every,
    Form,
    Resource,
    snake_case,
)

DEFAULT_LISTING_QUERY: Mapping[str, str] = {"active": "Any"}
DEFAULT_WINDOW = ("modifiedOnOrAfter", "modifiedBefore")
DEFAULT_PAGING = ("page", "pageSize", "includeTotal")
DEFAULT_EVERY: Every = "day"
NEVER: Every = "never"
MAX_PAGE_SIZE = 5000
"""Largest `pageSize` of a listing (journal entries allow less; their entry says so)."""

NESTED = "json"
"""Among the columns of an entry: fields that hold objects or lists, which are no columns."""

_FEED_KEYS = frozenset({"feed", "key", "query", "every", "columns"})
_LISTING_KEYS = _FEED_KEYS - {"feed"} | {"listing", "window", "paging", "page_size"}
_LISTINGS_KEYS = _LISTING_KEYS - {"listing"} | {"listings", "discriminator"}
_OBJECT_KEYS = _FEED_KEYS - {"feed"} | {"object", "numbered"}
_CHILD_KEYS = _LISTING_KEYS - {"listing"} | {"child", "parent", "every_parent", "numbered"}
_CAPACITY_KEYS = frozenset({"capacity", "every", "columns"})
_ENTRY_KEYS: Mapping[str, frozenset[str]] = {
    "feed": _FEED_KEYS,
    "listing": _LISTING_KEYS,
    "listings": _LISTINGS_KEYS,
    "object": _OBJECT_KEYS,
    "child": _CHILD_KEYS,
    "capacity": _CAPACITY_KEYS,
}
_OPT_IN = frozenset({"child", "capacity"})
_PATH_KEYS = frozenset({"path", "query", "paging"})
_KEY_TYPES = ("bigint", "text")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_FULL_PATH = re.compile(r"([a-z-]+/v\d+)/(.+)")


class CatalogError(Exception):
    """An entry of the catalogue is wrong; the message names file, resource and fault."""


def check(value: object, kind: type, what: str) -> None:
    """Raises CatalogError unless `value` is of a kind, dict or list."""
    if not isinstance(value, kind):
        raise CatalogError(f"needs {'a mapping' if kind is dict else 'a list'} as {what}, not {value!r}")


def only(known: frozenset[str], given: Mapping[str, Any], where: str = "") -> None:
    """Raises CatalogError for keys that are not known."""
    if unknown := sorted(str(key) for key in set(given) - known):
        raise CatalogError(f"has unknown keys{where} {', '.join(unknown)}")


def _subset(entry: Mapping[str, Any], key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    names = entry.get(key, known)
    check(list(names) if isinstance(names, tuple) else names, list, key)
    if set(names) - set(known):
        raise CatalogError(f"{key} may hold {', '.join(known)} only")
    return tuple(names)


def _query(entry: Mapping[str, Any], default: Mapping[str, str]) -> dict[str, str]:
    query = entry.get("query", default)
    check(query, dict, "query")
    return {
        key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in query.items()
    }


def _page_size(entry: Mapping[str, Any]) -> int:
    size = entry.get("page_size", MAX_PAGE_SIZE)
    if not isinstance(size, int) or not 1 <= size <= MAX_PAGE_SIZE:
        raise CatalogError(f"page_size is 1 to {MAX_PAGE_SIZE}, not {size!r}")
    return size


def _paths(form: str, base: str | None, entry: Mapping[str, Any]) -> Iterator[tuple[str | None, str, Any]]:
    """Label, full path and own settings of each endpoint; `listings` name the base of each path, others may."""
    if form != "listings" and (path := _FULL_PATH.fullmatch(str(entry[form]))):
        yield None, f"/{path[1]}/tenant/{{tenant}}/{path[2]}", entry
        return
    if form != "listings":
        if base is None:
            raise CatalogError("has a path but its file no base")
        yield None, f"/{base}/tenant/{{tenant}}/{entry[form]}", entry
        return
    check(entry["listings"], dict, "listings")
    for label, listing in entry["listings"].items():
        own = listing if isinstance(listing, dict) else {"path": listing}
        only(_PATH_KEYS, own, f" under {label}")
        if not (path := _FULL_PATH.fullmatch(str(own.get("path")))):
            raise CatalogError(f"needs a path like crm/v2/customers under {label}, not {own.get('path')!r}")
        yield label, f"/{path[1]}/tenant/{{tenant}}/{path[2]}", {**entry, **own}


def _form(entry: Mapping[str, Any]) -> str:
    forms = [form for form in _ENTRY_KEYS if form in entry]
    if len(forms) != 1:
        raise CatalogError(f"says not exactly one of {', '.join(_ENTRY_KEYS)}")
    only(_ENTRY_KEYS[forms[0]], entry)
    return forms[0]


def _endpoints(name: str, base: str | None, entry: Mapping[str, Any], asked: str) -> Iterator[Endpoint]:
    form = cast("Form", "listing" if asked == "listings" else asked)
    windowed = form == "listing" or (form == "child" and "every_parent" in entry)
    for label, path, own in _paths(asked, base, entry):
        if form == "child" and not re.fullmatch(r"[^{}]*\{tenant\}[^{}]*\{\w+\}[^{}]*", path):
            raise CatalogError("needs a path with one id in braces, as in customers/{id}/notes")
        yield Endpoint(
            name=f"{name}__{label}" if label else name,
            form=form,
            path=path,
            query=_query(own, dict(DEFAULT_LISTING_QUERY) if form == "listing" else {}),
            window=_subset(own, "window", DEFAULT_WINDOW) if windowed else (),
            paging=_subset(own, "paging", DEFAULT_PAGING) if form in ("listing", "child") else (),
            page_size=_page_size(own),
            discriminator=label if "discriminator" in entry else None,
            parent=_parent(entry)[0] if form == "child" else None,
            every_parent=bool(entry.get("every_parent", False)),
        )


def _parent(entry: Mapping[str, Any]) -> tuple[str, str]:
    """The parent resource, and what a field with its id would be called: `parent: {customers: customerId}`."""
    parent = entry.get("parent")
    if not isinstance(parent, dict) or len(parent) != 1:
        raise CatalogError(f"needs a parent such as {{customers: customerId}}, not {parent!r}")
    ((resource, field),) = parent.items()
    return str(resource), str(field)


def _context(entry: Mapping[str, Any], form: str) -> Iterator[Column]:
    """Columns of the key beside the object. The id of a parent is as the parent's key is, see `with_parents`."""
    if field := entry.get("discriminator"):
        yield Column(field, snake_case(field), "text")
    if form == "child":
        _, field = _parent(entry)
        yield Column(field, snake_case(field), "text")
    if form == "capacity":
        yield Column("snapshotOn", "snapshot_on", "date")
    if _numbered(entry, form):
        yield Column("place", "st_id", "bigint")


def _numbered(entry: Mapping[str, Any], form: str) -> bool:
    if "key" in entry and "numbered" in entry:
        raise CatalogError("says both key and numbered")
    return form == "capacity" or bool(entry.get("numbered", False))


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
    check(declared, dict, "columns")
    if unknown := set(declared) - {*COLUMN_TYPES, NESTED}:
        raise CatalogError(f"has columns of unknown type {unknown}; known are {', '.join(COLUMN_TYPES)}")
    for kind in COLUMN_TYPES:
        check(declared.get(kind, []), list, f"columns of type {kind}")
        for field in declared.get(kind, ()):
            if not isinstance(field, str):
                raise CatalogError(f"has a column {field!r} that is no name: quote it")
            name = snake_case(field)
            if name in taken or field in keys:
                raise CatalogError(f"declares {field!r} twice, or as one of the columns every table has")
            taken.add(name)
            yield Column(field, name, kind)


def resource_of(name: str, module: str, content: Mapping[str, Any], entry: Any) -> Resource:
    """The resource that an entry of a file with this `content` describes.

    Raises:
        CatalogError: the entry is wrong; the message says how, not where.
    """
    check(entry, dict, "entry")
    if not _NAME.fullmatch(name):
        raise CatalogError("is not a name in snake_case")
    form = _form(entry)
    endpoints = tuple(_endpoints(name, content.get("base"), entry, form))
    every = entry.get("every", NEVER if form in _OPT_IN else content.get("every", DEFAULT_EVERY))
    if every not in get_args(Every):
        raise CatalogError(f"is read every {', '.join(get_args(Every))}; not {every!r}")
    numbered = _numbered(entry, form)
    keys = () if numbered else tuple(_keys(entry.get("key", "id")))
    context = tuple(_context(entry, form))
    common = {name for name, _ in COMMON_FIELDS.values()}
    taken = {*OWN_COLUMNS, *common, *(column.name for column in (*context, *keys))}
    columns = entry.get("columns") or {}
    return Resource(
        name=name,
        module=module,
        endpoints=endpoints,
        keys=keys,
        discriminator=entry.get("discriminator"),
        fields=tuple(_fields(taken, {key.field for key in keys}, columns)),
        every=cast("Every", every),
        nested=tuple(columns.get(NESTED, ())),
        context=context,
        numbered=numbered,
    )


def with_parents(resource: Resource, resources: Mapping[str, Resource]) -> Resource:
    """A child with the column of its parent's id typed as the key of that parent; others as they are.

    Raises:
        CatalogError: there is no such parent, or none that one id tells apart.
    """
    parent = resource.endpoints[0].parent
    if parent is None:
        return resource
    if parent not in resources:
        raise CatalogError(f"has an unknown parent {parent}")
    keys = resources[parent].key_columns
    if keys != ("tenant_id", "st_id"):
        raise CatalogError(f"cannot be a child of {parent}, which has the key {', '.join(keys)}")
    (kind,) = (column.type for column in (*resources[parent].keys, *resources[parent].context))
    column, *others = resource.context
    return replace(resource, context=(replace(column, type=kind), *others))
