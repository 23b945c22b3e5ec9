"""`make diff MODEL=st_jobs`: how a model as the analyst built it differs from production's."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from extract.ledger import connect
from extract.settings import load_settings
from flows.differences import Differences, Relation, column_types, find_differences
from flows.project import one_line
from flows.report import WIDTH
from flows.sync import EXPECTED_ERRORS
from flows.warehouse import Warehouse, open_warehouse

LONGEST_VALUE = 40


def _parsed(warehouse: Warehouse, target: str) -> Any:
    """The project as a target builds it. Raises RuntimeError when dbt cannot read it."""
    from dbt.cli.main import dbtRunner

    folder = warehouse.home / "dbt" / ("production" if target == warehouse.target else target)
    options = ["--target", target, "--target-path", str(folder), "--vars", warehouse.dbt_vars]
    outcome = dbtRunner().invoke(["--quiet", "parse", *options])
    if not outcome.success:
        raise RuntimeError(f"dbt cannot read the project: {one_line(outcome.exception)}")
    return outcome.result


def _model(manifest: Any, name: str) -> Any:
    for node in manifest.nodes.values():
        if node.resource_type == "model" and node.name == name:
            if node.config.materialized == "ephemeral":
                raise ValueError(f"{name} is part of other models' queries and has no table to compare.")
            return node
    raise ValueError(f"There is no model {name}.")


def _key(manifest: Any, model: Any) -> list[str]:
    """The columns of the model's test `key`."""
    for node in manifest.nodes.values():
        test = getattr(node, "test_metadata", None)
        if test is not None and test.name == "key" and node.attached_node == model.unique_id:
            return list(test.kwargs["columns"])
    raise ValueError(f"{model.name} has no test `key`: rows cannot be told apart.")


def compare(warehouse: Warehouse, name: str, left_out: Sequence[str] = ()) -> Differences:
    """Compare the analyst's own build of a model with production's.

    Raises:
        ValueError: the model is unknown or has no key, or one of the two is not built.
        RuntimeError: dbt cannot read the project.
    """
    manifest = _parsed(warehouse, warehouse.target)
    model = _model(manifest, name)
    key = _key(manifest, model)
    own_model = _model(_parsed(warehouse, "dev"), name)
    production, own = Relation(model.schema, model.alias), Relation(own_model.schema, own_model.alias)
    with connect(warehouse.url) as connection:
        if not column_types(connection, own):
            raise ValueError(f'{own} is not built: make dbt CMD="build -s {name}"')
        if not column_types(connection, production):
            raise ValueError(
                f"{production} is not built: the model is new, or no sync has run since it came."
            )
        return find_differences(connection, production, own, key, left_out)


def show(name: str, found: Differences, out: Console) -> None:
    """Print what differs."""
    if found.none:
        out.print(f"{name}: no difference in {found.rows_own} rows")
        return
    rows = Table("", "rows", box=None, pad_edge=False)
    rows.add_row("in production", f"{found.rows_production}")
    rows.add_row("in yours", f"{found.rows_own}")
    rows.add_row("only in production", f"{found.only_production}")
    rows.add_row("only in yours", f"{found.only_own}")
    rows.add_row("in both, differing", f"{found.differing}")
    out.print(name, rows, sep="\n")
    for title, columns in (
        ("only in production", found.columns_only_production),
        ("only in yours", found.columns_only_own),
    ):
        if columns:
            out.print(f"columns {title}: {', '.join(columns)}")
    for column, (theirs, ours) in found.columns_changed.items():
        out.print(f"column {column}: {theirs} in production, {ours} in yours")
    if found.values:
        out.print(_samples(found))


def _samples(found: Differences) -> Table:
    table = Table(
        "column", "rows", "key", "production", "yours", box=None, pad_edge=False, title_justify="left"
    )
    for column, samples in found.samples.items():
        for number, sample in enumerate(samples):
            first = (column, f"{found.values[column]}") if number == 0 else ("", "")
            table.add_row(*first, sample.key, _short(sample.production), _short(sample.own))
    return table


def _short(value: str | None) -> str:
    if value is None:
        return "null"
    return value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "..."


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code: 0 also when there are differences."""
    parser = argparse.ArgumentParser(
        prog="make diff", description="Your build of a model beside production's."
    )
    parser.add_argument("model", help="name of the model, such as st_jobs")
    parser.add_argument("--without", default="", metavar="COLUMN,...", help="columns not to compare")
    chosen = parser.parse_args(arguments)
    try:
        warehouse = open_warehouse(load_settings())
        warehouse.enter()
        left_out = [name for name in chosen.without.split(",") if name]
        found = compare(warehouse, chosen.model, left_out)
    except (*EXPECTED_ERRORS, ValueError, RuntimeError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    show(
        chosen.model,
        found,
        Console(width=None if sys.stdout.isatty() else WIDTH, markup=False, highlight=False),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
