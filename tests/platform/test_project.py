"""The files a person starts from: the Makefile's list, the lock, the checks."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

PROJECT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text())
LOCK = (PROJECT / "requirements.lock").read_text()
PINS = {
    name: Version(version)
    for name, version in re.findall(r"^([a-z0-9.-]+)(?:\[[^]]*\])?==([^ ;]+)", LOCK, flags=re.MULTILINE)
}
DECLARED = [*PYPROJECT["project"]["dependencies"], *PYPROJECT["dependency-groups"]["dev"]]


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    # What the make that runs these tests was told is not meant for this one.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", *arguments], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )


def test_make_alone_lists_every_target_with_its_help():
    targets = re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(), flags=re.MULTILINE)
    listed = re.findall(r"^  make ([a-z-]+) +\S", make().stdout, flags=re.MULTILINE)
    assert listed == targets
    assert {
        "demo",
        "sync",
        "status",
        "psql",
        "dbt",
        "docs",
        "lint",
        "format",
        "test",
        "stop",
        "clean",
    } <= set(listed)


@pytest.mark.parametrize("declared", DECLARED)
def test_the_lock_pins_what_is_declared(declared):
    requirement = Requirement(declared)
    name = re.sub(r"[-_.]+", "-", requirement.name).lower()
    assert requirement.specifier.contains(PINS[name])


def test_the_lock_has_hashes_and_no_addresses():
    assert "://" not in LOCK
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    assert len(entries) >= len(PINS)
    assert all("--hash=sha256:" in entry for entry in entries)


def test_a_python_that_is_too_old_is_refused_in_one_line(tmp_path):
    for file in ("Makefile", "requirements.lock"):
        (tmp_path / file).write_bytes((PROJECT / file).read_bytes())
    done = make("-C", str(tmp_path), "test", "PYTHON=false")
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_options_reach_the_command_as_one_word_each():
    shown = make("-n", "sync", "MODE=full", "ONLY=customers, jobs", "FORCE=customers").stdout
    words = " ".join(shown.split())
    assert words.endswith("-m flows.sync --mode 'full' --only 'customers, jobs' --force 'customers'")


def test_hooks_run_what_is_installed():
    hooks = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text())["repos"]
    assert [repository["repo"] for repository in hooks] == ["local"]
    for hook in hooks[0]["hooks"]:
        assert hook["language"] == "system"
        assert hook["entry"].startswith(".venv/bin/")


def test_every_setting_stands_in_the_example_of_env():
    programs = [
        file.read_text() for folder in ("extract", "flows") for file in (PROJECT / folder).glob("*.py")
    ]
    names = r"\"((?:SERVICE_TITAN|SYNC|REPORTS|WAREHOUSE)_[A-Z_]+|DATABASE_URL|PREFECT_API_URL)\""
    read = set(re.findall(names, "\n".join(programs)))
    told = set(re.findall(r"^(?:# )?([A-Z_]+)=", (PROJECT / ".env.example").read_text(), flags=re.MULTILINE))
    assert read == told


def test_a_lock_moves_no_version_unless_told():
    assert "--upgrade" not in make("-n", "lock").stdout
    assert "--upgrade" in make("-n", "lock", "UPGRADE=1").stdout
