"""Staging models of catalogue resources: `python -m maintenance.staging [--check] [RESOURCE ...]`.

Writes the SQL and YAML of each resource that has none, and its entry among the sources; what is there is an ordinary
file and never overwritten. With `--check` it writes nothing and prints what is missing or has drifted. Ends with 0 when
every model is there and in step, 1 when not, 2 when a resource is unknown.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from extract.catalog import catalog
from extract.resource import Resource
from maintenance.staging_check import lacking
from maintenance.staging_files import paths, sql, with_source, yml
from maintenance.staging_words import Descriptions, resources

DBT_PROJECT = Path(__file__).resolve().parents[1] / "dbt_project"


def write(dbt_project: Path, wanted: Sequence[Resource], descriptions: Descriptions) -> list[Path]:
    """Write what is missing of these resources; the files written, sources aside."""
    staging = dbt_project / "models" / "staging"
    written: list[Path] = []
    for resource in wanted:
        file, description = paths(staging, resource)
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.write_text(sql(resource), encoding="utf-8")
            written.append(file)
        if not description.exists():
            description.write_text(yml(resource, descriptions), encoding="utf-8")
            written.append(description)
    _name_sources(staging / "_sources.yml", wanted)
    return written


def _name_sources(file: Path, wanted: Sequence[Resource]) -> None:
    """Add the sources that are missing, in the order of the catalogue."""
    text = file.read_text(encoding="utf-8")
    before: str | None = None
    for resource in catalog().values():
        present = f"      - name: {resource.table}" in text.splitlines()
        if not present and resource in wanted:
            text = with_source(text, resource, before)
            present = True
        before = resource.table if present else before
    file.write_text(text, encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """The command; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m maintenance.staging", description="Staging models.")
    parser.add_argument(
        "resources", nargs="*", metavar="RESOURCE", help="of the catalogue; all when not given"
    )
    parser.add_argument("--check", action="store_true", help="write nothing, say what is missing or drifted")
    chosen = parser.parse_args(arguments)
    try:
        wanted = resources(chosen.resources)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if not chosen.check:
        for file in write(DBT_PROJECT, wanted, Descriptions.of_project(DBT_PROJECT)):
            print(f"wrote {file.relative_to(DBT_PROJECT.parent)}")
    faults = lacking(DBT_PROJECT / "models" / "staging", wanted)
    print("\n".join(faults) or f"{len(wanted)} staging models are there and in step with the catalogue.")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
