"""`make status`: the view `v_sync_status` as a table."""

from __future__ import annotations

import sys

import psycopg
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.database import check_server
from extract.ledger import connect
from extract.settings import load_settings
from flows.report import WIDTH
from flows.sync import EXPECTED_ERRORS
from flows.warehouse import open_warehouse

QUERY = """
select tenant_id, entity, total_records, synced_24h, last_sync, last_status, last_error, minutes_since_last_sync
from analytics.v_sync_status order by tenant_id, entity
"""


def main() -> int:
    """Print the table; returns the exit code: 1 when there is nothing to show or a resource's last sync failed."""
    out = Console(width=None if sys.stdout.isatty() else WIDTH)
    try:
        warehouse = open_warehouse(load_settings())
        check_server(warehouse.url)
        with connect(warehouse.url) as connection:
            rows = connection.execute(QUERY).fetchall()
    except psycopg.errors.UndefinedTable:
        rows = []
    except EXPECTED_ERRORS as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if not rows:
        sys.stderr.write("Nothing has been synced yet: `make sync`, or `make demo` without an account.\n")
        return 1
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("tenant")
    table.add_column("entity")
    for name in ("records", "read in 24 h"):
        table.add_column(name, justify="right")
    table.add_column("last sync (UTC)")
    table.add_column("minutes ago", justify="right")
    table.add_column("status")
    for tenant, entity, total, recent, last, status, message, minutes in rows:
        said = Text(
            f"{status}: {message}" if message else status or "", style="red" if status == "failed" else ""
        )
        when = f"{last:%Y-%m-%d %H:%M:%S}" if last else "never"
        ago = "" if minutes is None else f"{minutes:.0f}"
        table.add_row(str(tenant), entity, f"{total:,}", f"{recent:,}", when, ago, said)
    out.print(table)
    return int(any(row[5] == "failed" for row in rows))


if __name__ == "__main__":
    sys.exit(main())
