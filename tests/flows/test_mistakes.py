"""Foreseeable mistakes: one clear line, a non-zero exit, nothing lost, no secret shown."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.conftest import Bench

MISTAKES: dict[str, tuple[dict[str, str], str]] = {
    "client secret": ({"SERVICE_TITAN_CLIENT_SECRET": "wrong-secret-xyzzy"}, "SERVICE_TITAN_CLIENT_SECRET"),
    "app key": ({"SERVICE_TITAN_APP_KEY": "wrong-key-xyzzy"}, "SERVICE_TITAN_APP_KEY"),
    "tenant": ({"SERVICE_TITAN_TENANT_ID": "4711"}, "SERVICE_TITAN_TENANT_ID"),
    "tenant that is no number": ({"SERVICE_TITAN_TENANT_ID": "acme"}, "SERVICE_TITAN_TENANT_ID"),
    "environment": ({"SERVICE_TITAN_ENVIRONMENT": "staging"}, "SERVICE_TITAN_ENVIRONMENT"),
    "API host": ({"SERVICE_TITAN_API_URL": "http://127.0.0.1:9"}, "127.0.0.1:9"),
    "token host": ({"SERVICE_TITAN_AUTH_URL": "http://127.0.0.1:9/connect/token"}, "127.0.0.1:9"),
    "API address": ({"SERVICE_TITAN_API_URL": "api.servicetitan.io"}, "SERVICE_TITAN_API_URL"),
    "database down": ({"DATABASE_URL": "postgresql://me:hidden-xyzzy@127.0.0.1:9/none"}, "DATABASE_URL"),
    "database address": ({"DATABASE_URL": "mysql://me:hidden-xyzzy@localhost/none"}, "DATABASE_URL"),
    "database without a name": ({"DATABASE_URL": "postgresql://me:hidden-xyzzy@localhost"}, "DATABASE_URL"),
    "app key with a line break": ({"SERVICE_TITAN_APP_KEY": "xyzzy\nxyzzy"}, "SERVICE_TITAN_APP_KEY"),
    "app key with typeset quotes": ({"SERVICE_TITAN_APP_KEY": "\u201cxyzzy\u201d"}, "SERVICE_TITAN_APP_KEY"),
    "tenant beyond numbers": ({"SERVICE_TITAN_TENANT_ID": "9" * 30}, "SERVICE_TITAN_TENANT_ID"),
    "port": ({"SERVICE_TITAN_API_URL": "http://127.0.0.1:99999"}, "SERVICE_TITAN_API_URL"),
    "home with a percent sign": ({"WAREHOUSE_HOME": "/nowhere/100%"}, "WAREHOUSE_HOME"),
    "home that cannot be": ({"WAREHOUSE_HOME": "/dev/null/home"}, "/dev/null"),
    "pace": ({"SERVICE_TITAN_REQUESTS_PER_SECOND": "fast"}, "SERVICE_TITAN_REQUESTS_PER_SECOND"),
    "time zone": ({"SERVICE_TITAN_TIME_ZONE": "Ohio"}, "SERVICE_TITAN_TIME_ZONE"),
    "plan that is not there": ({"SYNC_PLAN_FILE": "/nowhere/sync.yml"}, "SYNC_PLAN_FILE"),
    "missing": ({"SERVICE_TITAN_APP_KEY": ""}, "SERVICE_TITAN_APP_KEY"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_clear_line(core: Bench, mistake: str) -> None:
    variables, named = MISTAKES[mistake]
    before = core.value("select count(*) from raw.st_customers")
    result = core.command("flows.sync", SERVICE_TITAN_RETRY_SECONDS="1", **variables)
    assert result.returncode == 1
    (line,) = result.stderr.strip().splitlines()
    assert named in line
    everything = result.stdout + result.stderr
    assert "Traceback" not in everything
    assert "xyzzy" not in everything
    for name in ("SERVICE_TITAN_CLIENT_SECRET", "SERVICE_TITAN_APP_KEY"):
        assert core.access[name] not in everything
    assert core.value("select count(*) from raw.st_customers where deleted_at is null") == before


def test_a_wrong_address_is_given_up_soon(core: Bench) -> None:
    result = core.command(
        "flows.sync", SERVICE_TITAN_API_URL="http://127.0.0.1:9", SERVICE_TITAN_RETRY_SECONDS="300"
    )
    assert result.returncode == 1
    assert "127.0.0.1:9 cannot be reached" in result.stderr


def test_a_user_who_may_not_create_is_told_so(core: Bench) -> None:
    core.query("drop role if exists reader_only; create role reader_only login password 'hidden-xyzzy'")
    url = urlunsplit(
        urlsplit(core.url)._replace(
            netloc=f"reader_only:hidden-xyzzy@{urlsplit(core.url).netloc.split('@')[1]}"
        )
    )
    result = core.command("flows.sync", DATABASE_URL=url)
    assert result.returncode == 1
    (line,) = result.stderr.strip().splitlines()
    assert "may not create" in line
    assert "xyzzy" not in line


def test_variables_for_another_server_do_not_matter(core: Bench) -> None:
    result = core.command(
        "flows.sync", PGSSLMODE="require", PGSERVICE="elsewhere", PGOPTIONS="-c search_path=other"
    )
    assert result.returncode == 0, result.stderr


def test_a_resource_named_twice_is_read_once(core: Bench) -> None:
    assert core.command("flows.sync", "--only", "jobs,jobs").returncode == 0


def test_an_unknown_resource_is_named_with_the_known_ones(core: Bench) -> None:
    result = core.command("flows.sync", "--only", "customers,costumers")
    assert result.returncode == 1
    (line,) = result.stderr.strip().splitlines()
    assert "costumers" in line
    assert "customer_contacts" in line


def test_without_credentials_the_missing_variables_and_the_demo_are_named(core: Bench) -> None:
    missing = dict.fromkeys(core.access, "")
    result = core.command("flows.sync", **missing)
    assert result.returncode == 1
    (line,) = result.stderr.strip().splitlines()
    for name in ("CLIENT_ID", "CLIENT_SECRET", "APP_KEY", "TENANT_ID"):
        assert f"SERVICE_TITAN_{name}" in line
    assert "make demo" in line


@pytest.mark.parametrize(
    ("text", "named"),
    [("SERVICE_TITAN_APP_KEY: oops\n", "line 1"), ("# fine\n\nnot an assignment\n", "line 3")],
)
def test_a_broken_env_file_is_named_with_its_line(core: Bench, tmp_path: Path, text: str, named: str) -> None:
    (tmp_path / ".env").write_text(text)
    result = core.command("flows.sync", WAREHOUSE_ENV_FILE=str(tmp_path / ".env"))
    assert result.returncode == 1
    (line,) = result.stderr.strip().splitlines()
    assert named in line
    assert "oops" not in line


def test_settings_come_from_the_env_file(core: Bench, tmp_path: Path) -> None:
    lines = [f'{name}="{value}"' for name, value in core.access.items()]
    (tmp_path / ".env").write_text("\n".join(lines))
    empty = dict.fromkeys(core.access, "")
    assert core.command("flows.sync", WAREHOUSE_ENV_FILE=str(tmp_path / ".env"), **empty).returncode == 0


def test_no_log_holds_a_secret(core: Bench) -> None:
    core.command("flows.sync", "--mode", "full")
    secrets = [core.access["SERVICE_TITAN_CLIENT_SECRET"], core.access["SERVICE_TITAN_APP_KEY"]]
    files = [
        file for file in core.home.rglob("*") if file.is_file() and file.suffix in {".log", ".json", ".csv"}
    ]
    assert files
    for file in files:
        content = file.read_text(errors="replace")
        assert not any(secret in content for secret in secrets), file.name
