"""The one place that knows which PostgreSQL is the warehouse: DATABASE_URL, or the embedded server.

As a program: `python -m extract.database env|psql|url-for-people|stop`.
"""

import argparse
import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, Protocol
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import pq, sql

from extract import embedded
from extract.settings import SettingsError, load_settings

DEMO_DATABASE = "demo"
OLDEST_VERSION = 15
CONNECT_SECONDS = 15
MAY_CREATE = "select has_database_privilege(current_database(), 'CREATE')"
FORM = "postgresql://user:password@host:5432/database"
SCHEMES = ("postgresql://", "postgres://")


class DatabaseError(Exception):
    """The warehouse cannot be used as configured; the message is one line and never holds the password."""


class DatabaseSettings(Protocol):
    """What this module needs of the settings."""

    @property
    def has_account(self) -> bool:
        """Whether credentials are configured."""

    @property
    def home(self) -> Path:
        """Folder of the runtime data."""

    @property
    def database_url(self) -> str | None:
        """URL of a server of the user's own; None for the embedded one."""


def connection_url(settings: DatabaseSettings) -> str:
    """URL of the warehouse, with its password; the embedded server is started when it is the one.

    The embedded server has two databases: the warehouse, and the demo's beside it, which is meant as long as no
    credentials are configured. So what looks at the data needs not be told which of them it is.

    Raises DatabaseError for an unusable DATABASE_URL and EmbeddedPostgresError when the embedded server
    cannot run. A server behind DATABASE_URL is not contacted: see `check_server`.
    """
    if settings.database_url is None:
        url = embedded.ensure_running(settings.home)
        return url if settings.has_account else _demo_database(url)
    _parse(settings.database_url)
    parts = urlsplit(settings.database_url)
    if (
        not (parts.username and parts.password and parts.hostname and parts.path.strip("/"))
        or "," in parts.netloc
    ):
        # libpq knows other forms, the tools on top of it do not.
        raise DatabaseError(f"DATABASE_URL must name user, password, one host and a database: {FORM}.")
    return settings.database_url


def demo_url(home: Path) -> str:
    """URL of the demo's database in the embedded server of this runtime folder. Raises EmbeddedPostgresError."""
    return _demo_database(embedded.ensure_running(home))


def _demo_database(url: str) -> str:
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute("select from pg_database where datname = %s", (DEMO_DATABASE,)).fetchone()
        if found is None:
            with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                connection.execute(sql.SQL("create database {}").format(sql.Identifier(DEMO_DATABASE)))
    return urlunsplit(urlsplit(url)._replace(path=f"/{DEMO_DATABASE}"))


def libpq_environment(url: str) -> dict[str, str]:
    """The PG* variables that make psql, pg_dump, dbt's profile and libpq connect to this URL.

    Percent-encoding, IPv6 hosts and the URL's parameters that libpq has variables for are understood; host,
    port, user and database are always there, with libpq's defaults. Raises DatabaseError for an unusable URL.
    """
    given = {option.keyword: option for option in _parse(url)}
    variables = {
        option.envvar.decode(): option.val.decode()
        for option in given.values()
        if option.envvar and option.val is not None
    }
    variables.setdefault("PGHOST", "localhost")
    variables.setdefault("PGPORT", "5432")
    variables.setdefault("PGUSER", "postgres")
    variables.setdefault("PGDATABASE", variables["PGUSER"])
    return variables


def forget_callers_server() -> None:
    """Take libpq's variables (PGSSLMODE, PGSERVICE, ...) out of this process's environment.

    They are about some server of the caller's; here the URL says everything.
    """
    for option in pq.Conninfo.get_defaults():
        if option.envvar:
            os.environ.pop(option.envvar.decode(), None)


def public_url(url: str) -> str:
    """The URL for people: no password, no parameters."""
    names = libpq_environment(url)
    host = f"[{names['PGHOST']}]" if ":" in names["PGHOST"] else names["PGHOST"]
    user, database = (quote(names[name], safe="") for name in ("PGUSER", "PGDATABASE"))
    return f"postgresql://{user}@{host}:{names['PGPORT']}/{database}"


def check_server(url: str) -> int:
    """Major version of the server at this URL; raises DatabaseError when it is too old or lets nobody in."""
    _parse(url)
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_SECONDS) as connection:
            version = connection.info.server_version // 10_000
            encoding = connection.info.parameter_status("server_encoding")
            (may_create,) = connection.execute(MAY_CREATE).fetchone() or (False,)
    except psycopg.OperationalError as error:
        password = libpq_environment(url).get("PGPASSWORD", "")
        reason = " ".join(str(error).split()).replace(password or "\0", "***")
        message = f"No connection to {public_url(url)} (is DATABASE_URL right?): {reason}"
        raise DatabaseError(message) from None
    if version < OLDEST_VERSION:
        message = (
            f"The server at {public_url(url)} is PostgreSQL {version}; DATABASE_URL must name one "
            f"of version {OLDEST_VERSION} or newer."
        )
        raise DatabaseError(message)
    if encoding != "UTF8":
        message = (
            f"The database {public_url(url)} is encoded in {encoding}; DATABASE_URL must name one in UTF8."
        )
        raise DatabaseError(message)
    if not may_create:
        message = (
            f"The user of {public_url(url)} may not create schemas: grant create on the database, or name "
            "another user in DATABASE_URL."
        )
        raise DatabaseError(message)
    return version


def _parse(url: str) -> list[pq.ConninfoOption]:
    if not url.startswith(SCHEMES):
        message = f"DATABASE_URL must have the form {FORM}."
        raise DatabaseError(message)
    try:
        return pq.Conninfo.parse(url.encode())
    except psycopg.OperationalError:
        # The parser's message may quote the part with the password.
        message = (
            f"DATABASE_URL cannot be read; it has the form {FORM}, and "
            "special characters in the password must be percent-encoded."
        )
        raise DatabaseError(message) from None


def _psql(settings: DatabaseSettings, arguments: Sequence[str]) -> NoReturn:
    url = connection_url(settings)
    # The bundled psql is as new as the embedded server, but has no TLS, which other servers may ask for.
    installed = shutil.which("psql") if settings.database_url else None
    program = installed or str(embedded.binary("psql"))
    os.execve(program, [program, *arguments], {**os.environ, **libpq_environment(url)})


def _print_environment(settings: DatabaseSettings) -> None:
    for name, value in libpq_environment(connection_url(settings)).items():
        sys.stdout.write(f"export {name}={shlex.quote(value)}\n")


def _stop(settings: DatabaseSettings) -> None:
    stopped = embedded.stop(settings.home)
    sys.stdout.write(
        "The embedded PostgreSQL is stopped.\n" if stopped else "No embedded PostgreSQL is running.\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m extract.database", description="The warehouse's PostgreSQL."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("env", help="export lines with PG* variables, for eval")
    commands.add_parser("psql", help="a psql prompt; further arguments go to psql", add_help=False)
    commands.add_parser("url-for-people", help="the address, without the password")
    commands.add_parser("stop", help="stop the embedded server")
    chosen, rest = parser.parse_known_args(arguments)
    if rest and chosen.command != "psql":
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        forget_callers_server()
        settings = load_settings()
        match chosen.command:
            case "env":
                _print_environment(settings)
            case "psql":
                _psql(settings, rest)
            case "url-for-people":
                sys.stdout.write(public_url(connection_url(settings)) + "\n")
            case _:
                _stop(settings)
    except (DatabaseError, embedded.EmbeddedPostgresError, SettingsError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
