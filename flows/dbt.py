"""`make dbt CMD="build -s st_jobs+"`: any dbt command, in the analyst's own schemas.

The target is `dev` unless the command names one; what is not selected is read from production (`--defer`), so a
single model can be built at once. Naming the production target writes production, after any run that builds it now.

`-s state:modified+` builds what changed since the branch left main, and what stands on it.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from extract.ledger import connect
from extract.settings import PROJECT_ROOT, SettingsError, load_settings
from flows import pending
from flows.project import project_checksum
from flows.sync import EXPECTED_ERRORS
from flows.warehouse import DBT_PROJECT, Warehouse, open_warehouse

DEFERRING = {"build", "run", "test", "compile", "show", "snapshot", "seed"}
WRITING = {"build", "run", "snapshot", "seed", "clone", "retry"}
PRODUCTION = {"local", "prod"}
"""The targets that write the schemas BI reads; which of them is the warehouse's own is a matter of where it lies."""
CONNECTING = DEFERRING | {"parse", "ls", "list", "docs", "debug", "source", "run-operation", "retry", "clone"}


def _target(arguments: Sequence[str]) -> str | None:
    """The target a command names."""
    for place, argument in enumerate(arguments):
        if argument in ("--target", "-t"):
            return next(iter(arguments[place + 1 :]), None)
        if argument.startswith("--target="):
            return argument.partition("=")[2]
    return None


@contextmanager
def _after_other_builds(warehouse: Warehouse, arguments: Sequence[str]) -> Iterator[None]:
    """Let a command that writes production wait for the build that runs there, and the next one for the command.

    A build deletes what models told each other once it is done, and would take along what the command's models told.
    When the command is of another project than was built, tables may get other columns: the next build is of all.
    """
    if _target(arguments) not in PRODUCTION or not WRITING.intersection(arguments):
        yield
        return
    with connect(warehouse.url) as connection:
        pending.wait_for_others(connection)
        pending.begin_project(connection, warehouse.target, project_checksum(warehouse))
        yield


def _own_target(warehouse: Warehouse, arguments: Sequence[str]) -> list[str]:
    """The options an analyst's command gets in addition."""
    command = next((argument for argument in arguments if argument in CONNECTING), None)
    if command is None:
        return []
    options = (
        [] if any(argument.startswith("--vars") for argument in arguments) else ["--vars", warehouse.dbt_vars]
    )
    if _target(arguments):
        return options
    options += ["--target", "dev"]
    if any(argument.startswith("--state") for argument in arguments):
        return options
    if any("state:" in argument for argument in arguments):
        options += ["--state", str(_state_of_main(warehouse))]
    elif command in DEFERRING:
        options += ["--state", str(_production_state(warehouse))]
    if command in DEFERRING:
        options += ["--defer"]
    return options


def _production_state(warehouse: Warehouse, project: Path = DBT_PROJECT) -> Path:
    """A folder with the manifest of a project as production builds it: which relation each name stands for."""
    from dbt.cli.main import dbtRunner

    folder = warehouse.home / "dbt" / ("production" if project == DBT_PROJECT else "main")
    options = ["--target", warehouse.target, "--target-path", str(folder), "--vars", warehouse.dbt_vars]
    dbtRunner().invoke(["--quiet", "parse", *options, "--project-dir", str(project)])
    return folder


def _state_of_main(warehouse: Warehouse) -> Path:
    """The same of the project as it was where this branch left main. Raises SettingsError outside a git clone."""
    for main in ("origin/main", "main"):
        left_at = _git("merge-base", "HEAD", main)
        if left_at.returncode == 0:
            break
    else:
        raise SettingsError(
            f"What changed is told by git, and {PROJECT_ROOT} is no clone with a branch main."
        )
    folder = warehouse.home / "dbt" / "main-project"
    shutil.rmtree(folder, ignore_errors=True)
    archive = _git("archive", "--format=zip", left_at.stdout.decode().strip(), DBT_PROJECT.name)
    with zipfile.ZipFile(io.BytesIO(archive.stdout)) as files:
        files.extractall(folder)
    return _production_state(warehouse, folder / DBT_PROJECT.name)


def _git(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *arguments], cwd=PROJECT_ROOT, capture_output=True, check=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: dbt's own, with target and state added; returns dbt's exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        warehouse = open_warehouse(load_settings())
        warehouse.enter()
        options = _own_target(warehouse, given)
    except EXPECTED_ERRORS as error:
        sys.stderr.write(f"{error}\n")
        return 1
    from dbt.cli.main import dbtRunner

    with _after_other_builds(warehouse, given):
        outcome = dbtRunner().invoke([*given, *options])
    if outcome.exception:
        sys.stderr.write(f"{outcome.exception}\n")
        return 2
    return 0 if outcome.success else 1


if __name__ == "__main__":
    sys.exit(main())
