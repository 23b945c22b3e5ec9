"""OpenAPI documents as the facts the catalogue is made of: what can be asked, with which parameters, and its fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from extract.resource import ColumnType, Form

_LARGEST = re.compile(r"[Mm]aximum (?:\w+ )?is (\d+)")
_FORMATS: Mapping[str, ColumnType] = {"date-time": "timestamp", "date": "date"}
_TYPES: Mapping[str, ColumnType] = {
    "integer": "bigint",
    "number": "decimal",
    "boolean": "bool",
    "string": "text",
}
_ANSWERS: Mapping[Form, frozenset[str]] = {
    "feed": frozenset({"hasMore", "continueFrom", "data"}),
    "listing": frozenset({"page", "pageSize", "hasMore", "data"}),
}
_ASKED_BY: Mapping[Form, frozenset[str]] = {
    "feed": frozenset({"from", "includeRecentChanges"}),
    "listing": frozenset({"page", "pageSize"}),
}


LISTS = ("data", "availabilities")
"""Where an answer that is no bare list has its objects."""


class SpecError(Exception):
    """A file that is no OpenAPI document; the message names it."""


@dataclass(frozen=True)
class Parameter:
    """A query parameter; `largest` is the highest value its specification allows, where it says so."""

    name: str
    required: bool
    largest: int | None


@dataclass(frozen=True)
class Operation:
    """One path that can be asked.

    `fields` are those of the objects answered, with None as type of what is no scalar; None altogether where the
    document does not say what is answered.
    """

    method: str
    base: str
    path: str
    form: Form | None
    parameters: Mapping[str, Parameter]
    fields: Mapping[str, ColumnType | None] | None

    @property
    def full_path(self) -> str:
        """The path as the catalogue's endpoints have it."""
        return f"/{self.base}/tenant/{{tenant}}/{self.path}"

    @property
    def of_tenant(self) -> bool:
        """Whether the path needs nothing but the tenant."""
        return "{" not in self.path


class Document:
    """One OpenAPI document."""

    def __init__(self, name: str, content: Mapping[str, Any]) -> None:
        self.name, self._content = name, content
        try:
            self._root = urlsplit(content["servers"][0]["url"]).path.strip("/")
            self._paths: Mapping[str, Mapping[str, Any]] = content["paths"]
        except (KeyError, IndexError, TypeError):
            raise SpecError(f"{name} is no OpenAPI document with servers and paths") from None

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """Every GET, and every other method, of the paths of a tenant."""
        return tuple(self._operations())

    def _operations(self) -> Iterator[Operation]:
        for path, item in self._paths.items():
            base, found, rest = f"{self._root}{path}".partition("/tenant/{tenant}/")
            if not found:
                continue
            for method in ("get", "post", "put", "patch", "delete"):
                if method in item:
                    yield self._operation(method, base.strip("/"), rest, item)

    def _operation(self, method: str, base: str, path: str, item: Mapping[str, Any]) -> Operation:
        operation = item[method]
        parameters = {
            parameter.name: parameter
            for parameter in self._parameters([*item.get("parameters", ()), *operation.get("parameters", ())])
        }
        answer = self._answer(operation)
        form = None
        if method == "get":
            given, forms = (set(answer), _ANSWERS) if answer is not None else (set(parameters), _ASKED_BY)
            form = next((form for form, names in forms.items() if names <= given), None)
        properties = self._item(operation)
        fields = properties and {name: self._type(schema) for name, schema in properties.items()}
        return Operation(method, base, path, form, parameters, fields)

    def _item(self, operation: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Properties of one object of the answer: an item of its list, or all of it; None where none is described."""
        if (schema := self._answered(operation)) is None:
            return None
        properties = self._properties(schema)
        lists = [properties[name] for name in LISTS if name in properties] or [schema]
        items = self._resolved(lists[0]).get("items")
        return self._properties(items) if items else properties or None

    def _parameters(self, declared: list[Mapping[str, Any]]) -> Iterator[Parameter]:
        for one in declared:
            parameter = self._resolved(one)
            if parameter.get("in") == "query":
                schema = self._resolved(parameter.get("schema", {}))
                told = _LARGEST.search(parameter.get("description") or "")
                largest = schema.get("maximum") or (told and int(told[1]))
                yield Parameter(parameter["name"], bool(parameter.get("required")), largest)

    def _answer(self, operation: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Properties of the successful answer; None where none is described."""
        schema = self._answered(operation)
        return None if schema is None else self._properties(schema)

    def _answered(self, operation: Mapping[str, Any]) -> Mapping[str, Any] | None:
        content = operation.get("responses", {}).get("200", {}).get("content", {})
        schemas = (media["schema"] for media in content.values() if "schema" in media)
        return next(schemas, None)

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """A schema or parameter without the references and single choices around it."""
        while True:
            if "$ref" in schema:
                found: Any = self._content
                for part in str(schema["$ref"]).removeprefix("#/").split("/"):
                    found = found[part]
                schema = found
            elif (
                "properties" not in schema
                and len(single := [*schema.get("oneOf", ()), *schema.get("allOf", ())]) == 1
            ):
                schema = single[0]
            else:
                return schema

    def _properties(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        resolved = self._resolved(schema)
        properties: dict[str, Any] = {}
        for part in resolved.get("allOf", ()):
            properties |= self._properties(part)
        properties |= resolved.get("properties", {})
        return properties

    def _type(self, schema: Mapping[str, Any]) -> ColumnType | None:
        resolved = self._resolved(schema)
        kind = resolved.get("type")
        if kind == "string" and resolved.get("format") in _FORMATS:
            return _FORMATS[resolved["format"]]
        return _TYPES.get(kind) if isinstance(kind, str) else None


def read_specs(folder: Path) -> dict[str, Document]:
    """Every `*.json` of a folder as a document, by file name without the ending.

    Raises:
        SpecError: there is none, or one cannot be read as an OpenAPI document.
    """
    documents = {}
    for file in sorted(folder.glob("*.json")):
        try:
            documents[file.stem] = Document(file.name, json.loads(file.read_text(encoding="utf-8")))
        except ValueError as error:
            raise SpecError(f"{file.name} is not JSON: {error}") from None
    if not documents:
        raise SpecError(f"{folder} holds no *.json")
    return documents
