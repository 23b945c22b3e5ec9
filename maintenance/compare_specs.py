"""Compare a folder of OpenAPI documents with the catalogue: `python -m maintenance.compare_specs FOLDER`.

Prints what was added, removed and retyped, then the entries that would follow. Ends with 0 when nothing differs, 1 when
something does, 2 when the folder cannot be read.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from extract.catalog import CatalogError, catalog
from extract.resource import Resource
from maintenance.compare import base_of, compare
from maintenance.left_out import read_left_out
from maintenance.propose import propose
from maintenance.specs import SpecError, read_specs


def report(folder: Path, resources: Mapping[str, Resource], left_out: Mapping[str, str]) -> tuple[str, bool]:
    """What to print, and whether anything differs.

    Raises:
        SpecError: the folder holds no OpenAPI documents, or broken ones.
    """
    documents = read_specs(folder)
    differences = compare(documents, resources, left_out)
    bases = {operation.base for document in documents.values() for operation in document.operations}
    read = {base_of(endpoint.path) for resource in resources.values() for endpoint in resource.endpoints}
    lines = [f"No document is about {base}: not compared." for base in sorted(read - bases)]
    if not differences:
        return "\n".join(
            [*lines, f"The catalogue agrees with the {len(documents)} documents of {folder}."]
        ), False
    lines += map(str, differences)
    if proposal := propose(differences, documents, resources):
        lines += ["", proposal]
    return "\n".join(lines), True


def main(arguments: Sequence[str]) -> int:
    """The command; gives the exit code."""
    if len(arguments) != 1 or not arguments[0]:
        print("Which folder? python -m maintenance.compare_specs FOLDER", file=sys.stderr)
        return 2
    try:
        text, differs = report(Path(arguments[0]), catalog(), read_left_out())
    except (SpecError, CatalogError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    print(text)
    return int(differs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
