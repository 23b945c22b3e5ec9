"""`make dbt`: which target, which state."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract.ledger import connect
from flows import pending
from tests.conftest import Bench

PROJECT = Path(__file__).resolve().parents[2]
PARTS = ("extract", "flows", "dbt_project/macros", "dbt_project/tests/generic")
FILES = ("profiles.yml", "dbt_project/dbt_project.yml", "dbt_project/models/groups.yml")
SURROUNDINGS = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
"""What git tells a hook, which may run these tests, is about another repository."""


def git(folder: Path, *arguments: str) -> None:
    author = ["-c", "user.name=ann", "-c", "user.email=ann@mail.example"]
    # Nor may the user's own settings, such as signatures, matter.
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(
        ["git", *author, *arguments], cwd=folder, env=SURROUNDINGS | settings, check=True, capture_output=True
    )


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of this project with two models of its own, on a branch that has changed nothing yet."""
    made = tmp_path / "clone"
    for part in PARTS:
        shutil.copytree(PROJECT / part, made / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in FILES:
        (made / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / file, made / file)
    (made / "dbt_project/models/marts").mkdir()
    for name in ("mart_one", "mart_two"):
        (made / f"dbt_project/models/marts/{name}.sql").write_text("select 1::bigint as tenant_id\n")
    git(made, "init", "--quiet", "--initial-branch=main")
    git(made, "add", ".")
    git(made, "commit", "--quiet", "--message=as it is")
    git(made, "checkout", "--quiet", "-b", "change")
    return made


def test_what_changed_since_main_is_selected_without_being_named(bench, clone):
    (clone / "dbt_project/models/marts/mart_two.sql").write_text("select 2::bigint as tenant_id\n")
    found = subprocess.run(
        [
            sys.executable,
            "-m",
            "flows.dbt",
            "--quiet",
            "ls",
            "-s",
            "state:modified",
            "--resource-type",
            "model",
        ],
        cwd=clone,
        env={**SURROUNDINGS, **bench.environment, "PYTHONPATH": str(clone)},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr
    assert found.stdout.split() == ["servicetitan_warehouse.marts.mart_two"]


@pytest.mark.parametrize("target", ["prod", "local"])
def test_a_command_that_writes_production_waits_for_the_build_that_runs(bench: Bench, target: str) -> None:
    """The build would delete what the command's models tell those that stand on them."""
    waiting = "select count(*) from pg_locks where locktype = 'advisory' and not granted"
    with connect(bench.url) as build:
        build.execute("create schema raw")
        pending.begin(build)
        build.execute("insert into raw.transform_state values ('prod', 'of another project', now())")
        command = subprocess.Popen(
            [sys.executable, "-m", "flows.dbt", "--quiet", "run", "-s", "dim_date", "--target", target],
            cwd=PROJECT,
            env={**os.environ, **bench.environment},
        )
        deadline = time.monotonic() + 400
        while not bench.value(waiting):
            assert command.poll() is None, "it did not wait"
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert bench.value("select to_regclass('analytics.dim_date') is null")
    assert command.wait(timeout=400) == 0
    assert bench.value("select count(*) > 0 from analytics.dim_date")
    with connect(bench.url) as build:
        assert not pending.last_built(build, "prod").checksum, "a table may have the columns of two projects"
