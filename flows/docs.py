"""`make docs`: dbt's documentation as one HTML file that needs no server."""

from __future__ import annotations

import os
import shutil
import sys
import webbrowser

from extract.settings import load_settings
from flows.sync import EXPECTED_ERRORS
from flows.warehouse import open_warehouse


def main() -> int:
    """Generate the file, print its path and open it where there is a screen; returns the exit code."""
    try:
        warehouse = open_warehouse(load_settings())
    except EXPECTED_ERRORS as error:
        sys.stderr.write(f"{error}\n")
        return 1
    warehouse.enter()
    from dbt.cli.main import dbtRunner

    folder = warehouse.home / "dbt" / "docs"
    options = ["--target", warehouse.target, "--target-path", str(folder), "--vars", warehouse.dbt_vars]
    outcome = dbtRunner().invoke(["--quiet", "docs", "generate", "--static", *options])
    if outcome.exception or not outcome.success:
        sys.stderr.write(
            f"dbt could not write the documentation: {outcome.exception or 'see the messages above'}\n"
        )
        return 1
    page = warehouse.home / "docs.html"
    shutil.copyfile(folder / "static_index.html", page)
    sys.stdout.write(f"{page}\n")
    if sys.stdout.isatty() and (os.environ.get("DISPLAY") or sys.platform == "darwin"):
        webbrowser.open(page.as_uri())
    return 0


if __name__ == "__main__":
    sys.exit(main())
