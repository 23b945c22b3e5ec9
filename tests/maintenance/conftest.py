"""A small API of its own: one OpenAPI document, a catalogue that agrees with it, and what that leaves out."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract.catalog import read_catalog
from extract.resource import Resource

CATALOGUE = """
base: garden/v2
every: hour
resources:
  plants:
    feed: export/plants
    columns:
      text: [name]
      json: [leaves]
      bigint: [bedId]
      decimal: [height]
      date: [sownOn]
  beds:
    listing: beds
    key: {id: text}
    query: {active: Any, withPaths: true}
    page_size: 500
    columns:
      text: [name]
"""
LEFT_OUT = {"/garden/v2/tenant/{tenant}/plants": "The feed answers the same."}

Change = Callable[[dict[str, Any]], None]


def _operation(answer: str, *parameters: str) -> dict[str, Any]:
    described = [
        {"$ref": "#/components/parameters/PageSize"}
        if name == "pageSize"
        else {"name": name, "in": "query", "schema": {"type": "string"}}
        for name in parameters
    ]
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{answer}"}}}
    return {"parameters": described, "responses": {"200": {"content": content}}}


def _answer(item: str, *fields: str) -> dict[str, Any]:
    data = {"type": "array", "items": {"$ref": f"#/components/schemas/{item}"}}
    return {"type": "object", "properties": {**{name: {"type": "string"} for name in fields}, "data": data}}


PAGED = ("page", "pageSize", "includeTotal", "modifiedOnOrAfter", "modifiedBefore", "active")
GARDEN: dict[str, Any] = {
    "openapi": "3.0.1",
    "servers": [{"url": "https://api.garden.test/garden/v2"}],
    "paths": {
        "/tenant/{tenant}/export/plants": {"get": _operation("Plants", "from", "includeRecentChanges")},
        "/tenant/{tenant}/plants": {"get": _operation("PlantPage", *PAGED)},
        "/tenant/{tenant}/beds": {"get": _operation("BedPage", *PAGED, "withPaths"), "post": {}},
        "/health": {"get": {}},
    },
    "components": {
        "parameters": {
            "PageSize": {
                "name": "pageSize",
                "in": "query",
                "description": "Rows of a page. Maximum value is 500.",
            }
        },
        "schemas": {
            "Plants": _answer("Plant", "hasMore", "continueFrom"),
            "PlantPage": _answer("Plant", "page", "pageSize", "hasMore", "totalCount"),
            "BedPage": _answer("Bed", "page", "pageSize", "hasMore", "totalCount"),
            "Named": {"type": "object", "properties": {"name": {"type": "string", "nullable": True}}},
            "Height": {"type": "number"},
            "Plant": {
                "allOf": [{"$ref": "#/components/schemas/Named"}],
                "properties": {
                    "id": {"type": "integer"},
                    "bedId": {"type": "integer"},
                    "height": {"oneOf": [{"$ref": "#/components/schemas/Height"}], "nullable": True},
                    "sownOn": {"type": "string", "format": "date"},
                    "modifiedOn": {"type": "string", "format": "date-time"},
                    "leaves": {"type": "array", "items": {"type": "string"}},
                },
            },
            "Bed": {"properties": {"id": {"type": "string", "format": "guid"}, "name": {"type": "string"}}},
        },
    },
}


@pytest.fixture
def garden() -> dict[str, Any]:
    """The document, to be changed at will."""
    return copy.deepcopy(GARDEN)


@pytest.fixture
def specs(tmp_path: Path, garden: dict[str, Any]) -> Callable[[], Path]:
    """Write the document as it is now into a folder of specifications."""
    folder = tmp_path / "specs"

    def write() -> Path:
        folder.mkdir(exist_ok=True)
        (folder / "garden.json").write_text(json.dumps(garden), encoding="utf-8")
        return folder

    return write


@pytest.fixture(scope="session")
def resources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Resource]:
    """The catalogue that agrees with the document."""
    folder = tmp_path_factory.mktemp("catalogue")
    (folder / "garden.yml").write_text(CATALOGUE, encoding="utf-8")
    return read_catalog(folder)
