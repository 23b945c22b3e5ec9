"""`make dbt CMD="build -s st_jobs+"`: any dbt command, in the analyst's own schemas.

The target is `dev` unless the command names one; what is not selected is read from production (`--defer`), so a
single model can be built at once. Naming the production target writes production.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from extract.settings import load_settings
from flows.sync import EXPECTED_ERRORS
from flows.warehouse import Warehouse, open_warehouse

DEFERRING = {"build", "run", "test", "compile", "show", "snapshot", "seed"}
CONNECTING = DEFERRING | {"parse", "ls", "list", "docs", "debug", "source", "run-operation", "retry", "clone"}


def _own_target(warehouse: Warehouse, arguments: Sequence[str]) -> list[str]:
    """The options an analyst's command gets in addition."""
    if not arguments or arguments[0] not in CONNECTING:
        return []
    chosen = any(argument in ("--target", "-t") or argument.startswith("--target=") for argument in arguments)
    options = (
        [] if any(argument.startswith("--vars") for argument in arguments) else ["--vars", warehouse.dbt_vars]
    )
    if chosen:
        return options
    options += ["--target", "dev"]
    if arguments[0] in DEFERRING and not any(argument.startswith("--state") for argument in arguments):
        options += ["--defer", "--state", str(_production_state(warehouse))]
    return options


def _production_state(warehouse: Warehouse) -> object:
    """A folder with the manifest of this project as production builds it: which relation each name stands for."""
    from dbt.cli.main import dbtRunner

    folder = warehouse.home / "dbt" / "production"
    options = ["--target", warehouse.target, "--target-path", str(folder), "--vars", warehouse.dbt_vars]
    dbtRunner().invoke(["--quiet", "parse", *options])
    return folder


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: dbt's own, with target and state added; returns dbt's exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        warehouse = open_warehouse(load_settings())
    except EXPECTED_ERRORS as error:
        sys.stderr.write(f"{error}\n")
        return 1
    warehouse.enter()
    from dbt.cli.main import dbtRunner

    outcome = dbtRunner().invoke([*given, *_own_target(warehouse, given)])
    if outcome.exception:
        sys.stderr.write(f"{outcome.exception}\n")
        return 2
    return 0 if outcome.success else 1


if __name__ == "__main__":
    sys.exit(main())
