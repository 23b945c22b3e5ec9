"""Catalogue entries as the specifications would have them, as YAML ready to paste."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from extract.catalog import DEFAULT_LISTING_QUERY, DEFAULT_PAGING, DEFAULT_WINDOW, MAX_PAGE_SIZE, NESTED
from extract.resource import COLUMN_TYPES, COMMON_FIELDS, Resource, snake_case
from maintenance.compare import WIDEST, Difference, base_of, column_type, largest_page
from maintenance.specs import Document, Operation

WIDTH = 100


def entry(operation: Operation, existing: Resource | None = None) -> dict[str, Any]:
    """The entry of a feed or listing; what the specification cannot tell (key, more of the query) is kept."""
    key = _kept_key(existing) if existing else _key(operation)
    found: dict[str, Any] = {str(operation.form): operation.path}
    if existing:
        found["every"] = existing.every
    if key != "id":
        found["key"] = key
    kept = existing.endpoints[0].query if existing else {}
    query = {name: value for name, value in kept.items() if name in operation.parameters}
    query |= {name: value for name, value in WIDEST.items() if name in operation.parameters}
    if query != (DEFAULT_LISTING_QUERY if operation.form == "listing" else {}):
        found["query"] = query
    if operation.form == "listing":
        for part, names in (("window", DEFAULT_WINDOW), ("paging", DEFAULT_PAGING)):
            offered = [name for name in names if name in operation.parameters]
            if offered != list(names):
                found[part] = offered
        if (largest := largest_page(operation)) != MAX_PAGE_SIZE:
            found["page_size"] = largest
    if columns := _columns(operation, {"id"} if key == "id" else {key} if isinstance(key, str) else set(key)):
        found["columns"] = columns
    return found


def _kept_key(resource: Resource) -> Any:
    types = {column.field: column.type for column in resource.keys}
    fields = list(types)
    if "text" in types.values():
        return types
    return fields if len(fields) > 1 else fields[0]


def _key(operation: Operation) -> Any:
    """`id`, with its type where it is text; without one, the first field that looks like one."""
    fields = operation.fields or {"id": "bigint"}
    name = next(
        (field for field in ("id", *fields) if field in fields and field.lower().endswith("id")), "id"
    )
    return {name: "text"} if fields.get(name) == "text" else name


def _columns(operation: Operation, keys: set[str]) -> dict[str, list[str]]:
    fields = [field for field in operation.fields or {} if field not in COMMON_FIELDS and field not in keys]
    by_type: dict[str, list[str]] = {
        kind: [field for field in fields if column_type(operation, field) == kind] for kind in COLUMN_TYPES
    }
    by_type |= {NESTED: [field for field in fields if column_type(operation, field) is None]}
    return {kind: names for kind, names in by_type.items() if names}


def as_yaml(name: str, content: Mapping[str, Any]) -> str:
    """An entry in the catalogue's own layout."""
    return "\n".join([f"  {name}:", *_lines(content, 4)])


def _lines(content: Mapping[str, Any], indent: int) -> Iterator[str]:
    margin = " " * indent
    for name, value in content.items():
        line = f"{margin}{name}: {_flow(value)}"
        if name != "columns" and len(line) <= WIDTH:
            yield line
        elif isinstance(value, Mapping):
            yield f"{margin}{name}:"
            yield from _lines(value, indent + 2)
        else:
            inner = margin + "  "
            yield f"{margin}{name}: ["
            yield textwrap.fill(", ".join(value), WIDTH, initial_indent=inner, subsequent_indent=inner)
            yield f"{margin}]"


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {item}" for key, item in value.items()) + "}"
    return "[" + ", ".join(value) + "]" if isinstance(value, list) else str(value)


def propose(
    differences: Iterable[Difference], documents: Mapping[str, Document], resources: Mapping[str, Resource]
) -> str:
    """What to paste where: entries of new and changed resources by file, then what could be left out."""
    operations = {
        operation.full_path: operation
        for document in documents.values()
        for operation in document.operations
        if operation.method == "get"
    }
    paths = {endpoint.path for resource in resources.values() for endpoint in resource.endpoints}
    entries: dict[str, dict[str, dict[str, Any]]] = {}
    others: dict[str, list[str]] = {}
    for difference in differences:
        operation, existing = operations.get(difference.path), resources.get(difference.resource)
        if operation is None:
            continue
        if existing is None:
            if (
                difference.path in paths
                or operation.form is None
                or not operation.of_tenant
                or _fed(operation, operations)
            ):
                others.setdefault(operation.base, []).append(operation.path)
            else:
                name = _name(operation, {*resources, *entries.get(operation.base, {})})
                entries.setdefault(operation.base, {})[name] = entry(operation)
        elif operation.form and len(existing.endpoints) == 1:
            entries.setdefault(operation.base, {})[existing.name] = entry(operation, existing)
    return "\n".join([*_entries(entries, resources), *_left_out(others)])


def _fed(operation: Operation, operations: Mapping[str, Operation]) -> bool:
    """Whether an export feed answers what this listing does."""
    return operation.form == "listing" and any(
        other.form == "feed"
        and other.base == operation.base
        and other.path.replace("export/", "") == operation.path
        for other in operations.values()
    )


def _name(operation: Operation, taken: set[str]) -> str:
    words = [re.sub(r"\W", "_", snake_case(part)) for part in operation.path.split("/") if part != "export"]
    return words[-1] if words[-1] not in taken else "_".join([_module(operation.base), *words])


def _module(base: str) -> str:
    return base.partition("/")[0].replace("-", "_")


def _entries(
    entries: Mapping[str, Mapping[str, Mapping[str, Any]]], resources: Mapping[str, Resource]
) -> Iterator[str]:
    modules = {
        base_of(endpoint.path): r.module
        for r in resources.values()
        for endpoint in r.endpoints
        if not r.discriminator
    }
    for base, found in sorted(entries.items()):
        yield f"# extract/catalog/{modules.get(base, _module(base))}.yml"
        if base not in modules:
            yield f"base: {base}"
        yield "resources:"
        for name, content in found.items():
            yield as_yaml(name, content)


def _left_out(others: Mapping[str, list[str]]) -> Iterator[str]:
    if others:
        yield "# maintenance/left_out.yml, with a reason"
        yield "- reason:"
        yield "  paths:"
    for base, paths in sorted(others.items()):
        yield f"    {base}:"
        for path in paths:
            yield f"      - {path}"
