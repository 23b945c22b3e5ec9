"""`make dbt`: which target, which state."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PARTS = ("extract", "flows", "dbt_project/macros", "dbt_project/tests/generic")
FILES = ("profiles.yml", "dbt_project/dbt_project.yml", "dbt_project/models/groups.yml")


def git(folder: Path, *arguments: str) -> None:
    author = ["-c", "user.name=ann", "-c", "user.email=ann@mail.example"]
    subprocess.run(["git", *author, *arguments], cwd=folder, check=True, capture_output=True)


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
        env={**os.environ, **bench.environment, "PYTHONPATH": str(clone)},
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr
    assert found.stdout.split() == ["servicetitan_warehouse.marts.mart_two"]
