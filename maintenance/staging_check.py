"""What the staging models lack against the catalogue, and what they still read that it no longer has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.resource import OWN_COLUMNS, Resource
from maintenance.staging_files import paths

_WORD = re.compile(r"\w+")
_PLAIN_COLUMN = re.compile(r'^\s*"?([a-z]\w*)"?(?: as "?\w+"?)?,?$', re.MULTILINE)
_SQL_WORDS = frozenset({"select", "from", "source", "as"})


def lacking(staging: Path, resources: Iterable[Resource]) -> list[str]:
    """One line per fault: a model or source that is missing, a column not read, a column the catalogue has not.

    A column counts as read where its name stands in the model's SQL: renamed, in an expression, or in a comment that
    says why it is left out.
    """
    sources = (staging / "_sources.yml").read_text(encoding="utf-8").splitlines()
    faults: list[str] = []
    for resource in resources:
        if f"      - name: {resource.table}" not in sources:
            faults.append(f"{resource.name}: no source {resource.table} in _sources.yml")
        faults += (f"{resource.name}: {fault}" for fault in _of_model(staging, resource))
    return faults


def _of_model(staging: Path, resource: Resource) -> Iterator[str]:
    file, description = paths(staging, resource)
    missing = [each.name for each in (file, description) if not each.exists()]
    if missing:
        yield f"no {' and no '.join(missing)} in {resource.module}/"
        return
    text = file.read_text(encoding="utf-8")
    mentioned = set(_WORD.findall(text))
    known = [*resource.key_columns, *(column.name for column in resource.typed_columns)]
    for name in dict.fromkeys([*known, *resource.nested]):
        if name not in mentioned:
            yield f"{file.name} does not read {name}"
    for name in dict.fromkeys(_PLAIN_COLUMN.findall(_select_list(text))):
        if name not in {*known, *OWN_COLUMNS, *_SQL_WORDS}:
            yield f"{file.name} reads {name}, which the catalogue does not have"


def _select_list(text: str) -> str:
    """What stands between `select` and `from`."""
    _, _, rest = text.partition("select\n")
    return rest.partition("\nfrom ")[0]
