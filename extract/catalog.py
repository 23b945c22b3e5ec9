"""What the ServiceTitan API offers, as data: one entry per resource in `catalog/<module>.yml`.

An entry names its read (`feed:` or `listing:`, a path below `/<base>/tenant/{tenant}/`) and the scalar fields of
the API object by type. Everything common is a default: the key is `id`, a number; a listing is asked with
`active=Any`, takes `page`, `pageSize` and `includeTotal`, and can be windowed by `modifiedOnOrAfter` and
`modifiedBefore`; `createdOn`, `modifiedOn` and `active` exist.
Fields under `json` hold objects or lists and are no columns. How often a resource is read (`every:`) is said per
file and, where it differs, per entry.

Other reads are an `object:` (one object, or a list without pages), a `child:` (a path with the id of a `parent:` in it,
`{customers: customerId}`: the resource, and the column that gets the id; with `every_parent: true` all parents are
asked each time, for what changed since) and `capacity:`. Children and capacity are read where they are asked for only.
Where objects have no field that tells them apart, `numbered: true` makes their place in the answer `st_id`.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from extract.entries import (
    DEFAULT_LISTING_QUERY,
    DEFAULT_PAGING,
    DEFAULT_WINDOW,
    MAX_PAGE_SIZE,
    NESTED,
    CatalogError,
    check,
    only,
    resource_of,
    with_parents,
)
from extract.resource import (
    COLUMN_TYPES,
    COMMON_FIELDS,
    OWN_COLUMNS,
    Column,
    ColumnType,
    Endpoint,
    Every,
    Resource,
    snake_case,
)

__all__ = [
    "COLUMN_TYPES",
    "COMMON_FIELDS",
    "DEFAULT_LISTING_QUERY",
    "DEFAULT_PAGING",
    "DEFAULT_WINDOW",
    "MAX_PAGE_SIZE",
    "NESTED",
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
_FILE_KEYS = frozenset({"base", "every", "resources"})


class _Loader(yaml.SafeLoader):
    """YAML in which a name that stands twice is an error, not the end of the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        names = [self.construct_object(key, deep=True) for key, _ in node.value]
        for name in names:
            if names.count(name) > 1:
                raise CatalogError(f"line {node.start_mark.line + 1}: {name!r} stands twice")
        return super().construct_mapping(node, deep)


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
            check(content, dict, "content")
            only(_FILE_KEYS, content)
            check(content.get("resources"), dict, "resources")
            for name, entry in content["resources"].items():
                place = f"{file.name}: {name}"
                if name in resources:
                    raise CatalogError(f"stands in {resources[name].module}.yml already")
                resources[name] = resource_of(name, file.stem, content, entry)
        except (CatalogError, yaml.YAMLError) as error:
            raise CatalogError(f"{place} {error}") from None
    for name, resource in resources.items():
        try:
            resources[name] = with_parents(resource, resources)
        except CatalogError as error:
            raise CatalogError(f"{resource.module}.yml: {name} {error}") from None
    return resources


@lru_cache(maxsize=1)
def catalog() -> Mapping[str, Resource]:
    """The project's own catalogue: resources by name."""
    return read_catalog(CATALOG_FOLDER)
