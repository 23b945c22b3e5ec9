"""Sentences that describe a resource and its columns, as far as they follow from names, types and what is there."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from extract.catalog import catalog
from extract.resource import Column, Resource, snake_case

_DOCS_BLOCK = re.compile(r"{%-?\s*docs\s+(\w+)\s*-?%}")
_PLURALS = (("statuses", "status"), ("ies", "y"), ("sses", "ss"), ("s", ""))
_SPOKEN = {
    "po": "purchase order",
    "gl": "general ledger",
    "ap": "accounts payable",
    "url": "URL",
    "sku": "SKU",
}
_COMMON = ("tenant_id", "st_created_on", "st_modified_on", "active", "last_synced_at", "deleted_at")
MOST = 0.75
"""Share of the columns of a name that say the same, from which on another of that name probably means it too."""

WHOLE_OBJECT = "The API's object as it is; its documents do not say what it holds."


def words(name: str) -> str:
    """`gl_account_id` -> `general ledger account id`."""
    return " ".join(_SPOKEN.get(word, word) for word in name.split("_"))


def singular(name: str) -> str:
    """`inventory_bills` -> `inventory bill`; a noun that has no plural stays."""
    for ending, replacement in _PLURALS:
        if name.endswith(ending) and not name.endswith("ss"):
            return words(name.removesuffix(ending) + replacement)
    return words(name)


def with_article(noun: str) -> str:
    """`bill` -> `a bill`, `invoice` -> `an invoice`."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def grain(resource: Resource) -> str:
    """What a row of the raw table is, as a sentence."""
    noun = singular(resource.name)
    parent = resource.endpoints[0].parent
    if parent:
        owner = singular(parent)
        return f"One row per {noun.removeprefix(owner).strip() or noun} of {with_article(owner)}."
    if resource.endpoints[0].form == "capacity":
        return f"One row per day the API was asked and place in its answer about {noun}."
    return f"One row per {noun}."


class Descriptions:
    """Describes columns: by a docs block of their name, as other models do, else by rule.

    `recurring` holds sentences by column name. Jinja is part of a sentence where a docs block is meant.
    """

    def __init__(self, recurring: Mapping[str, str]) -> None:
        self._recurring = recurring

    @classmethod
    def of_project(cls, dbt_project: Path) -> Descriptions:
        """What the project says now: its docs blocks, and sentences that most staging models share."""
        return cls({**_shared_sentences(dbt_project), **_docs_blocks(dbt_project)})

    def key(self, resource: Resource, name: str) -> str:
        """Description of a column of the key, or of one every staging model has."""
        column = next((each for each in (*resource.context, *resource.keys) if each.name == name), None)
        if name in _COMMON or column is None or (name == "st_id" and column.field == "id"):
            return self._recurring[name]
        if name == "st_id" and resource.numbered:
            return "Place of the record in the API's answer, from 1; the API gives it no id."
        if name == "st_id":
            return f"{self._named(snake_case(column.field), column)} Kept as st_id, for want of an id of its own."
        if resource.endpoints[0].parent and column in resource.context:
            owner = singular(resource.endpoints[0].parent)
            return self._recurring.get(name, f"{owner.capitalize()} the record belongs to.")
        return self._named(name, column)

    def field(self, column: Column) -> str:
        """Description of a typed column."""
        return self._named(column.name, column)

    def nested(self, field: str) -> str:
        """Description of an object or list."""
        name = snake_case(field)
        if name == "custom_fields":
            return self._recurring["custom_fields_list"]
        if name in self._recurring:
            return self._recurring[name]
        if name.endswith("_ids"):
            return f"Ids of the {words(name.removesuffix('_ids'))}s."
        return f"{_sentence(words(name))} as the API nests it."

    def _named(self, name: str, column: Column) -> str:
        return self._recurring.get(name) or _by_rule(name, column)


def _by_rule(name: str, column: Column) -> str:
    spoken = words(name)
    if name.endswith("_by_id"):
        return f"User who {words(name.removesuffix('_by_id'))} the record."
    if name.endswith("_id"):
        return f"Id of the {words(name.removesuffix('_id'))}."
    if column.type == "bool":
        return f"True where the API says so of {spoken.removeprefix('is ')}."
    if column.type == "timestamp" and name.endswith("_on"):
        return f"When the record was {words(name.removesuffix('_on'))} (UTC)."
    return f"{_sentence(spoken)}{' (UTC)' if column.type == 'timestamp' else ''}."


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def _docs_blocks(dbt_project: Path) -> dict[str, str]:
    names = (
        name
        for file in sorted((dbt_project / "docs").glob("*.md"))
        for name in _DOCS_BLOCK.findall(file.read_text(encoding="utf-8"))
    )
    return {name: f"{{{{ doc('{name}') }}}}" for name in names}


def _shared_sentences(dbt_project: Path) -> dict[str, str]:
    """The description of a name that two or more staging models share, and most that have such a column."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for model in _models((dbt_project / "models" / "staging").rglob("stg_*.yml")):
        for column in model["columns"]:
            said[column["name"]][column["description"]] += 1
    favourites = {name: counts.most_common(1)[0] for name, counts in said.items()}
    return {
        name: sentence
        for name, (sentence, count) in favourites.items()
        if count > 1 and count >= MOST * said[name].total()
    }


def _models(files: Iterable[Path]) -> Iterable[dict[str, list[dict[str, str]]]]:
    for file in sorted(files):
        yield from yaml.safe_load(file.read_text(encoding="utf-8"))["models"]


def resources(names: Iterable[str]) -> list[Resource]:
    """The catalogue's resources of these names; all of them where none is named.

    Raises:
        ValueError: the catalogue has no resource of a name.
    """
    wanted = list(names)
    if unknown := sorted(set(wanted) - set(catalog())):
        raise ValueError(f"The catalogue has no resource {', '.join(unknown)}.")
    return [resource for name, resource in catalog().items() if not wanted or name in wanted]
