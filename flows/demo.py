"""`make demo`: the whole way of the data without an account, against the simulator.

The first run makes a company and copies it in full; each further run lets that company do some business and copies
what changed. It works in the embedded PostgreSQL, in a database of its own beside the real warehouse.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from extract.database import libpq_environment
from extract.ledger import connect
from extract.settings import Settings, load_settings
from flows.report import WIDTH, show
from flows.sync import EXPECTED_ERRORS, RunResult, run_in
from flows.warehouse import Warehouse, open_demo
from simulator.process import SimulatorProcess

CUSTOMERS = 250
CHANGES = 25


def _has_synced(warehouse: Warehouse) -> bool:
    with connect(warehouse.url) as connection:
        (table,) = connection.execute("select to_regclass('raw.sync_state')").fetchone() or (None,)
        if table is None:
            return False
        return (
            connection.execute("select from raw.sync_state where last_sync_at is not null").fetchone()
            is not None
        )


def _show_connection(out: Console, warehouse: Warehouse) -> None:
    names = libpq_environment(warehouse.url)
    grid = Table.grid(padding=(0, 2))
    grid.add_row("psql", "make psql")
    grid.add_row(
        "BI tool",
        f"host {names['PGHOST']}, port {names['PGPORT']}, database {names['PGDATABASE']}, user {names['PGUSER']}, "
        "schema analytics; password: make env",
    )
    out.print("\nConnect")
    out.print(grid)


def _show_next(out: Console, again: bool) -> None:
    grid = Table.grid(padding=(0, 2))
    if not again:
        grid.add_row("make demo", "once more: the company does some business, only that is copied")
    grid.add_row("make status", "what was synced when")
    grid.add_row(
        'make dbt CMD="build -s st_jobs+"', "build a model and all that stands on it, in a schema of your own"
    )
    grid.add_row("make docs", "every table and column described, with lineage")
    grid.add_row("make sync", "your own company, after cp .env.example .env")
    grid.add_row("make stop", "stop the embedded PostgreSQL; the data stays")
    out.print("\nTry next")
    out.print(grid)


def run_demo(settings: Settings, customers: int, changes: int) -> RunResult:
    """One demo run: full the first time, incremental afterwards. Raises EXPECTED_ERRORS."""
    out = Console(width=None if sys.stdout.isatty() else WIDTH)
    warehouse = open_demo(settings)
    again = _has_synced(warehouse)
    with SimulatorProcess(
        customers=customers, clock="now", state_dir=warehouse.home / "simulator"
    ) as simulator:
        if again:
            done = simulator.control.activity(changes=changes, seed=int(time.time()))
            out.print(
                "The company did some business: " + ", ".join(f"{n} {what}" for what, n in done.items() if n)
            )
        demo = load_settings({**simulator.environment(), "WAREHOUSE_HOME": str(warehouse.home)}, dotenv=None)
        result = run_in(warehouse, demo, "incremental" if again else "full", triggered_by="demo")
    show(result, out)
    _show_connection(out, warehouse)
    _show_next(out, again)
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m flows.demo", description="Everything once, against the simulator."
    )
    parser.add_argument(
        "--customers", type=int, default=CUSTOMERS, help="size of the company when it is made"
    )
    parser.add_argument(
        "--changes", type=int, default=CHANGES, help="records changed before each further run"
    )
    chosen = parser.parse_args(arguments)
    try:
        return 0 if run_demo(load_settings(), chosen.customers, chosen.changes).ok else 1
    except EXPECTED_ERRORS as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
