"""What the catalogue is made of: a resource, the endpoints it is read from, the columns it fills."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

ColumnType = Literal["text", "bigint", "decimal", "bool", "timestamp", "date"]
COLUMN_TYPES: tuple[ColumnType, ...] = get_args(ColumnType)

Every = Literal["run", "hour", "day", "week", "never"]
"""How often a resource is read when nothing else is asked for: with every run, or when so long has passed. What is
`never` read has to be switched on or asked for by name."""

Form = Literal["feed", "listing", "object", "child", "capacity"]
"""How an endpoint is read: `object` is one object or a list without pages, `child` what belongs to one parent, asked
for parent by parent, `capacity` a POST about the days ahead, kept as daily snapshots."""

COMMON_FIELDS: Mapping[str, tuple[str, ColumnType]] = {
    "createdOn": ("st_created_on", "timestamp"),
    "modifiedOn": ("st_modified_on", "timestamp"),
    "active": ("active", "bool"),
}
"""API fields every raw table has under the contract's names; absent in an object, they are null."""

OWN_COLUMNS = ("tenant_id", "full_data", "fetched_at", "deleted_at")
"""Columns of a raw table that are no field of the API object."""

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


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
    """One path to read.

    `path` holds `{tenant}`; `paging` names those of `page`, `pageSize` and `includeTotal` the path takes (none: it
    answers everything at once; a feed has no such parameters). `discriminator` is the value this path stands for in a
    table in which objects of several paths may have the same id (`custom_fields`), else None. The path of a child has
    another parameter in braces, for the id of a row of the resource `parent`; with `every_parent`, all parents are
    asked for what changed since, else those that changed are asked for everything.
    """

    name: str
    form: Form
    path: str
    query: Mapping[str, str]
    window: tuple[str, ...]
    page_size: int
    discriminator: str | None = None
    paging: tuple[str, ...] = ()
    parent: str | None = None
    every_parent: bool = False

    @property
    def has_cursor(self) -> bool:
        """Whether a later read can ask for changes only."""
        return self.form in ("feed", "child") or "modifiedOnOrAfter" in self.window


@dataclass(frozen=True)
class Resource:
    """One noun of the API and the raw table it fills.

    `keys` are the fields that tell the objects of a tenant apart: the first is stored as `st_id`, further ones (few
    resources have any) under their own names. `context` are columns of the key that the objects do not hold and their
    reader adds: which listing they are from, whose children they are, on which day they were so. The objects of a
    `numbered` resource hold nothing that tells them apart: their place in the answer, from 1, is last in the context.
    """

    name: str
    module: str
    endpoints: tuple[Endpoint, ...]
    keys: tuple[Column, ...]
    discriminator: str | None
    fields: tuple[Column, ...]
    every: Every
    nested: tuple[str, ...] = ()
    """Fields of the API object that are objects or lists: known, and kept in `full_data` alone."""
    context: tuple[Column, ...] = ()
    numbered: bool = False

    @property
    def in_parts(self) -> bool:
        """Whether each read answers for a part of the table only (some parents, one day), even a full one."""
        return any(endpoint.form in ("child", "capacity") for endpoint in self.endpoints)

    @property
    def table(self) -> str:
        """Name of the raw table."""
        return f"st_{self.name}"

    @property
    def typed_columns(self) -> tuple[Column, ...]:
        """Every column taken from the API object, keys and common fields first."""
        common = (Column(field, name, kind) for field, (name, kind) in COMMON_FIELDS.items())
        return (*self.keys, *common, *self.fields)

    @property
    def known_fields(self) -> frozenset[str]:
        """Every top-level field the API is known to give; empty where its documents do not say."""
        if not self.fields and not self.nested:
            return frozenset()
        return frozenset((*(column.field for column in (*self.typed_columns, *self.context)), *self.nested))

    @property
    def discriminator_column(self) -> str | None:
        """Column that says which endpoint a row came from, where ids alone do not tell objects apart."""
        return snake_case(self.discriminator) if self.discriminator else None

    @property
    def key_columns(self) -> tuple[str, ...]:
        """The raw table's unique key, none of it ever null."""
        return ("tenant_id", *(column.name for column in (*self.context, *self.keys)))
