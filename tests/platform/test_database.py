"""Which database the warehouse is, and how other programs are told."""

import dataclasses
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from extract import database
from extract.settings import CREDENTIALS


@dataclasses.dataclass(frozen=True)
class Given:
    """The settings this module needs."""

    home: Path
    database_url: str | None = None
    has_account: bool = True


@pytest.fixture
def command(home, tmp_path):
    """Run `python -m extract.database` the way a person does."""

    def run(*arguments: str, url: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        own = {
            "WAREHOUSE_HOME": str(home.path),
            "WAREHOUSE_ENV_FILE": str(tmp_path / "none"),
            "DATABASE_URL": url,
            **dict.fromkeys(CREDENTIALS, "1"),
        }
        return subprocess.run(
            [sys.executable, "-m", "extract.database", *arguments],
            env={**os.environ, "WAREHOUSE_POSTGRES_UNSAFE": "1", **own, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_without_a_url_it_is_the_embedded_server_started_on_demand(home):
    url = database.connection_url(Given(home.path))
    assert url == home.start()
    assert database.check_server(url) >= 15


def test_without_an_account_it_is_the_demos_database(home):
    real = database.connection_url(Given(home.path))
    demo = database.connection_url(Given(home.path, has_account=False))
    assert demo == real.replace("/warehouse?", "/demo?") == database.demo_url(home.path)
    assert home.query("select count(*) from pg_database where datname = 'demo'") == [(1,)]


def test_a_url_of_the_users_own_is_taken_as_it_is(home):
    url = "postgresql://me:secret@db.example.com/warehouse?sslmode=require"
    assert database.connection_url(Given(home.path, url)) == url
    assert not home.path.exists()


@pytest.mark.parametrize(
    ("url", "variables"),
    [
        (
            "postgresql://me:p%40ss%2Fw%3Ard@db.example.com:6432/ware%20house",
            {"PGUSER": "me", "PGPASSWORD": "p@ss/w:rd", "PGHOST": "db.example.com", "PGPORT": "6432"}
            | {"PGDATABASE": "ware house"},
        ),
        (
            "postgres://me@[2001:db8::1]/x?sslmode=verify-full&connect_timeout=5&sslrootcert=/etc/ca.pem",
            {"PGUSER": "me", "PGHOST": "2001:db8::1", "PGPORT": "5432", "PGDATABASE": "x"}
            | {"PGSSLMODE": "verify-full", "PGCONNECT_TIMEOUT": "5", "PGSSLROOTCERT": "/etc/ca.pem"},
        ),
        (
            "postgresql://me@%2Fvar%2Frun%2Fpostgresql?options=-c%20search_path%3Draw",
            {"PGUSER": "me", "PGHOST": "/var/run/postgresql", "PGPORT": "5432", "PGDATABASE": "me"}
            | {"PGOPTIONS": "-c search_path=raw"},
        ),
    ],
)
def test_a_url_as_variables_for_libpq(url, variables):
    assert database.libpq_environment(url) == variables


@pytest.mark.parametrize(
    "url",
    [
        "mysql://me:hunter2@h/x",
        "hunter2",
        "postgresql://me:hunter2%zz@h/x",
        "postgresql://me:hunter2@h/x?hunter2=1",
    ],
)
def test_an_unusable_url_is_one_clear_line_without_the_password(url, tmp_path):
    with pytest.raises(database.DatabaseError, match="DATABASE_URL") as raised:
        database.connection_url(Given(tmp_path, url))
    assert "hunter2" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_url_for_people_has_no_password():
    assert (
        database.public_url("postgresql://me:hunter2@[::1]:99/a%20b?sslmode=allow")
        == "postgresql://me@[::1]:99/a%20b"
    )


def test_wrong_password_and_no_server_are_one_line_each_without_the_password(home):
    good = home.start()
    wrong = good.replace(database.libpq_environment(good)["PGPASSWORD"], "hunter2")
    for url, words in [
        (wrong, "password authentication failed"),
        ("postgresql://me:hunter2@127.0.0.1:1/x", "refused"),
        ("postgresql://me:hunter2@no-such-host.invalid/x", "no-such-host"),
    ]:
        with pytest.raises(database.DatabaseError, match=words) as raised:
            database.check_server(url)
        assert "DATABASE_URL" in str(raised.value)
        assert "hunter2" not in str(raised.value)
        assert "\n" not in str(raised.value)


def test_a_server_that_is_too_old_is_refused(home, monkeypatch):
    monkeypatch.setattr(database, "OLDEST_VERSION", 99)
    with pytest.raises(
        database.DatabaseError, match=r"PostgreSQL 1\d; DATABASE_URL must name one of version 99"
    ):
        database.check_server(home.start())


def test_env_can_be_evaluated_by_a_shell(home, command):
    done = command("env")
    assert done.returncode == 0, done.stderr
    lines = [shlex.split(line) for line in done.stdout.splitlines()]
    assert all(words[0] == "export" and len(words) == 2 for words in lines)
    assert dict(words[1].split("=", 1) for words in lines) == database.libpq_environment(home.start())


def test_psql_runs_against_the_warehouse_whatever_the_callers_variables_say(command):
    done = command(
        "psql", "-At", "-c", "select current_user || '@' || current_database()", PGSSLMODE="require"
    )
    assert (done.stdout, done.returncode) == ("warehouse@warehouse\n", 0), done.stderr


def test_stop_says_what_it_did(home, command):
    assert "No embedded PostgreSQL is running" in command("stop").stdout
    home.start()
    assert "is stopped" in command("stop").stdout


def test_the_address_for_people(home, command):
    assert command("url-for-people").stdout.strip() == database.public_url(home.start())


def test_a_failing_command_says_why_in_one_line(command):
    done = command("env", url="mysql://me:hunter2@h/x")
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "DATABASE_URL" in done.stderr
    assert "hunter2" not in done.stderr
