"""What differs between the catalogue and the API's published specifications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from extract.catalog import DEFAULT_PAGING, DEFAULT_WINDOW, MAX_PAGE_SIZE, NESTED
from extract.resource import COMMON_FIELDS, ColumnType, Endpoint, Resource
from maintenance.specs import Document, Operation

FEED_PARAMETERS = ("from", "includeRecentChanges")

WIDEST: Mapping[str, str] = {
    "active": "Any",
    "activeOnly": "false",
    "activeState": "All",
    "includeInactive": "true",
}
"""Parameters that hide rows unless they have this value."""

AMOUNTS_AS_TEXT = frozenset(
    {
        *("balance", "billAmount", "cost", "discountTotal", "memberPrice", "price", "quantity", "salesTax"),
        *("shippingAmount", "subTotal", "taxAmount", "total", "totalCost", "unappliedAmount"),
        "vendorInvoiceTotal",
    }
)
"""Fields the accounting module specifies as text although they are numbers ("123.45"): declared decimal."""

Change = Literal["added", "removed", "retyped"]


@dataclass(frozen=True, order=True)
class Difference:
    """One thing the specifications have and the catalogue has not, the other way round, or of another kind."""

    change: Change
    subject: Literal["path", "parameter", "column"]
    path: str
    resource: str
    detail: str

    def __str__(self) -> str:
        where = f"{self.resource} ({self.path})" if self.resource else self.path
        return f"{self.change:8}{self.subject:10}{where}{': ' if self.detail else ''}{self.detail}"


def base_of(path: str) -> str:
    """`/crm/v2/tenant/{tenant}/customers` -> `crm/v2`."""
    return path.partition("/tenant/")[0].strip("/")


def column_type(operation: Operation, field: str) -> ColumnType | None:
    """The type a field's column should have; None for what is no scalar."""
    kind = (operation.fields or {})[field]
    is_amount = kind == "text" and operation.base == "accounting/v2" and field in AMOUNTS_AS_TEXT
    return "decimal" if is_amount else kind


def largest_page(operation: Operation) -> int:
    """The highest `pageSize` a listing allows."""
    parameter = operation.parameters.get("pageSize")
    return min((parameter and parameter.largest) or MAX_PAGE_SIZE, MAX_PAGE_SIZE)


def compare(
    documents: Mapping[str, Document], resources: Mapping[str, Resource], left_out: Mapping[str, str]
) -> list[Difference]:
    """Differences in the modules the documents are about; `left_out` gives reasons by full path."""
    operations = {
        (operation.full_path, operation.method): operation
        for document in documents.values()
        for operation in document.operations
    }
    paths = {path for path, _ in operations}
    bases = {operation.base for operation in operations.values()}
    differences: list[Difference] = []
    for resource in resources.values():
        for endpoint in resource.endpoints:
            if base_of(endpoint.path) in bases:
                method = "post" if endpoint.form == "capacity" else "get"
                found = operations.get((endpoint.path, method))
                differences += _endpoint(resource, endpoint, found)
    read = {endpoint.path for resource in resources.values() for endpoint in resource.endpoints}
    for (path, method), operation in operations.items():
        if method == "get" and path not in read and path not in left_out:
            differences.append(Difference("added", "path", path, "", operation.form or "no pages"))
    for path in left_out:
        if base_of(path) in bases and path not in paths:
            differences.append(Difference("removed", "path", path, "", "stands among what is left out"))
        elif path in read:
            differences.append(
                Difference("added", "path", path, "", "is read, and stands among what is left out")
            )
    return sorted(differences)


def _endpoint(resource: Resource, endpoint: Endpoint, operation: Operation | None) -> Iterator[Difference]:
    path = endpoint.path
    if operation is None:
        yield Difference("removed", "path", path, resource.name, endpoint.form)
    elif operation.form != _expected(endpoint):
        changed = f"{endpoint.form} -> {operation.form or 'no pages'}"
        yield Difference("retyped", "path", path, resource.name, changed)
    else:
        for change, detail in _parameters(endpoint, operation):
            yield Difference(change, "parameter", path, resource.name, detail)
        for change, detail in _columns(resource, operation):
            yield Difference(change, "column", path, resource.name, detail)


def _expected(endpoint: Endpoint) -> str | None:
    """The form of the operation an endpoint reads: a child is paged like a listing, or has no pages."""
    if endpoint.form == "child":
        return "listing" if endpoint.paging else None
    return endpoint.form if endpoint.form in ("feed", "listing") else None


def _parameters(endpoint: Endpoint, operation: Operation) -> Iterator[tuple[Change, str]]:
    own = FEED_PARAMETERS if endpoint.form == "feed" else (*endpoint.paging, *endpoint.window)
    window = DEFAULT_WINDOW if endpoint.form == "listing" or endpoint.every_parent else ()
    paging = () if endpoint.form == "object" else DEFAULT_PAGING
    wanted = {*WIDEST, *(FEED_PARAMETERS if endpoint.form == "feed" else (*paging, *window))}
    sent = {*own, *endpoint.query}
    for name in sent - operation.parameters.keys():
        yield "removed", name
    for name, parameter in operation.parameters.items():
        if name not in sent and (parameter.required or name in wanted):
            yield "added", f"{name} (required)" if parameter.required else name
        elif name in WIDEST and endpoint.query[name] != WIDEST[name]:
            yield "retyped", f"{name}: {endpoint.query[name]} -> {WIDEST[name]}"
    largest = largest_page(operation)
    if "pageSize" in endpoint.paging and endpoint.page_size != largest:
        yield "retyped", f"pageSize: {endpoint.page_size} -> {largest}"


def _columns(resource: Resource, operation: Operation) -> Iterator[tuple[Change, str]]:
    """Nothing where the document does not say what is answered."""
    if operation.fields is None:
        return
    declared = {column.field: column.type for column in (*resource.keys, *resource.fields)}
    known = {field: kind for field, (_, kind) in COMMON_FIELDS.items()} | declared
    for column in resource.context:
        known.setdefault(column.field, column.type)
    for field in operation.fields:
        kind = column_type(operation, field)
        if field in resource.nested:
            if kind is not None:
                yield "retyped", f"{field}: json -> {kind}"
        elif field not in known:
            yield "added", f"{field}: {kind or NESTED}"
        elif kind != known[field]:
            yield "retyped", f"{field}: {known[field]} -> {kind or 'object'}"
    for field in {*declared, *resource.nested} - operation.fields.keys():
        yield "removed", field
