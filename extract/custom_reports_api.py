"""ServiceTitan's reporting API: find a report, read its description, check what is asked of it, page through it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import quote

import msgspec

from extract.api_errors import ApiError, BadRequestError, NotPermittedError
from extract.client import Client
from extract.custom_reports_file import ReportSpec
from extract.records import repair

BASE = "/reporting/v2/tenant/{tenant}"
LIST_PAGE_SIZE = 500
DATA_PAGE_SIZE = 25_000
"""The largest the specification allows; what the answer says it gave counts."""
MOST_PAGES = 10_000
MOST_NAMES = 20
"""So many names of what there is are shown in a message."""

T = TypeVar("T")


class ReportError(Exception):
    """What `reports.yml` asks is not what ServiceTitan offers; the message says which parameter or name."""


class Item(msgspec.Struct):
    """A category or a report in a list."""

    id: str | int
    name: str


class AcceptedValues(msgspec.Struct, rename="camel"):
    """What a parameter accepts: rows of key and name, or the id of a set to fetch."""

    dynamic_set_id: str | None = None
    values: list[list[msgspec.Raw]] | None = None


class Parameter(msgspec.Struct, rename="camel"):
    """What a report can be asked."""

    name: str
    data_type: str = "String"
    label: str = ""
    is_array: bool = False
    is_required: bool = False
    accept_values: AcceptedValues | None = None


class Field(msgspec.Struct, rename="camel"):
    """A column of a report; its type stands in the description, not beside the data."""

    name: str
    label: str = ""
    data_type: str | None = None


class Description(msgspec.Struct, rename="camel"):
    """A report as ServiceTitan describes it at the moment."""

    id: int
    name: str
    parameters: list[Parameter]
    fields: list[Field]


class DataPage(msgspec.Struct, rename="camel"):
    """A page of a report: a list of values per row, in the order of `fields`."""

    has_more: bool
    data: list[list[msgspec.Raw]]
    fields: list[Field]
    page_size: int = 0


class _ItemPage(msgspec.Struct, rename="camel"):
    has_more: bool
    data: list[Item]


class _ValuePage(msgspec.Struct, rename="camel"):
    has_more: bool
    data: list[list[msgspec.Raw]]


P = TypeVar("P", _ItemPage, _ValuePage)


def _decoder(kind: type[T]) -> Callable[[bytes], T]:
    return lambda body: msgspec.json.decode(repair(body)[0], type=kind)


def shown(names: list[str]) -> str:
    """Names for a message."""
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return (", ".join(names[:MOST_NAMES]) + more) or "none"


@dataclass
class Directory:
    """The lists of one tenant's reporting, each read once; for several threads."""

    client: Client
    _lists: dict[str, list[Item]] = field(default_factory=dict)
    _values: dict[str, list[list[msgspec.Raw]]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, spec: ReportSpec) -> tuple[str, Description]:
        """The report's path and description.

        Raises:
            ReportError: there is no such category or report, or several; says what there is.
            ApiError: reporting cannot be read.
        """
        category = self._category(spec.category)
        report_id = spec.id or self._report(category, spec.title or "")
        path = f"{BASE}/report-category/{quote(str(category.id), safe='')}/reports/{report_id}"
        try:
            return path, self.client.get(path, {}, _decoder(Description))
        except NotPermittedError as error:
            if not str(error).startswith("404"):
                raise
            raise ReportError(f"there is no report {report_id} in category {category.name!r}") from None

    def _category(self, wanted: str) -> Item:
        found = self._items(f"{BASE}/report-categories")
        by_id = [item for item in found if str(item.id) == wanted]
        return _only_one("category", wanted, by_id or found, "")

    def _report(self, category: Item, title: str) -> int:
        path = f"{BASE}/report-category/{quote(str(category.id), safe='')}/reports"
        return int(_only_one("report", title, self._items(path), f" in category {category.name!r}").id)

    def accepted(self, values: AcceptedValues) -> list[list[msgspec.Raw]]:
        """Rows of key and name that a parameter accepts; none when anything goes."""
        if not values.dynamic_set_id:
            return values.values or []
        path = f"{BASE}/dynamic-value-sets/{quote(values.dynamic_set_id, safe='')}"
        with self._lock:
            if path not in self._values:
                pages = self._pages(path, _ValuePage)
                self._values[path] = [row for page in pages for row in page.data]
            return self._values[path]

    def _items(self, path: str) -> list[Item]:
        with self._lock:
            if path not in self._lists:
                self._lists[path] = [item for page in self._pages(path, _ItemPage) for item in page.data]
            return self._lists[path]

    def _pages(self, path: str, kind: type[P]) -> list[P]:
        pages: list[P] = []
        while not pages or pages[-1].has_more:
            if pages and (not pages[-1].data or len(pages) >= MOST_PAGES):
                raise ApiError(f"{path} promises more pages than it gives")
            query = {"page": str(len(pages) + 1), "pageSize": str(LIST_PAGE_SIZE)}
            pages.append(self.client.get(path, query, _decoder(kind)))
        return pages


def _only_one(kind: str, wanted: str, items: list[Item], where: str) -> Item:
    """The item of that name, however it is capitalized; the only item when it was found by its id already."""
    folded = " ".join(wanted.split()).casefold()
    found = [
        item for item in items if folded in (str(item.id).casefold(), " ".join(item.name.split()).casefold())
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise ReportError(
            f"several {kind} names are {wanted!r}{where}: give the id, one of {shown([str(i.id) for i in found])}"
        )
    there = shown(sorted(f"{item.name} ({item.id})" for item in items))
    raise ReportError(f"there is no {kind} {wanted!r}{where}; there are: {there}")


Ask = Callable[[str, Mapping[str, str], object, Callable[[bytes], DataPage]], DataPage]
"""How a page is asked for: path, query, body, decoder. It keeps to the report's own limit."""


def read_rows(path: str, parameters: Mapping[str, object], ask: Ask) -> DataPage:
    """All rows of a report for these parameters, as one page; the path is the report's.

    Raises:
        ApiError: a page cannot be read, or the pages do not fit together.
    """
    path = f"{path}/data"
    body = {"parameters": [{"name": name, "value": value} for name, value in parameters.items()]}
    size: int | None = DATA_PAGE_SIZE
    pages: list[DataPage] = []
    while not pages or pages[-1].has_more:
        if pages and (not pages[-1].data or len(pages) >= MOST_PAGES):
            raise ApiError(f"{path} promises more pages than it gives")
        query = {"page": str(len(pages) + 1)} | ({} if size is None else {"pageSize": str(size)})
        try:
            page = ask(path, query, body, _decoder(DataPage))
        except BadRequestError as error:
            if pages or size is None or "pagesize" not in str(error).replace(" ", "").lower():
                raise
            size = None  # the largest allowed is disputed: the API's own default always works
            continue
        # Pages are counted in the size that was given, so it must stay; a last page may tell how many rows it has.
        resized = pages and page.has_more and page.page_size != pages[0].page_size
        if pages and (resized or _names(page) != _names(pages[0])):
            raise ApiError(f"{path} changed its columns or page size between two pages")
        pages.append(page)
        size = pages[0].page_size or size
    return DataPage(False, [row for page in pages for row in page.data], pages[0].fields)


def _names(page: DataPage) -> list[str]:
    return [item.name for item in page.fields]
