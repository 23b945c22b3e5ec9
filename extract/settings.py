"""The only reader of the environment: what the user configures, checked once, in one frozen object."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values

PROJECT_ROOT = Path(__file__).resolve().parent.parent

HOSTS = {
    "production": ("https://api.servicetitan.io", "https://auth.servicetitan.io/connect/token"),
    "integration": (
        "https://api-integration.servicetitan.io",
        "https://auth-integration.servicetitan.io/connect/token",
    ),
}
"""API and token address by SERVICE_TITAN_ENVIRONMENT."""

CREDENTIALS = (
    "SERVICE_TITAN_CLIENT_ID",
    "SERVICE_TITAN_CLIENT_SECRET",
    "SERVICE_TITAN_APP_KEY",
    "SERVICE_TITAN_TENANT_ID",
)
N = TypeVar("N", int, float)
_ASSIGNMENT = re.compile(r"\s*(export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*=")


class SettingsError(Exception):
    """A setting is missing or unusable; the message names it and says what to do, never its value if secret."""


@dataclass(frozen=True)
class Account:
    """One tenant's access to the API."""

    client_id: str
    client_secret: str = field(repr=False)
    app_key: str = field(repr=False)
    tenant_id: int
    api_url: str
    auth_url: str


@dataclass(frozen=True)
class Settings:
    """Everything configurable. `account` is None until all four credentials are given."""

    home: Path
    database_url: str | None = field(repr=False)
    account: Account | None
    missing: tuple[str, ...]
    requests_per_second: float
    retry_seconds: float
    run_retry_seconds: float
    largest_deleted_share: float
    child_requests: int
    plan_file: Path
    hash_salt: str = field(repr=False)
    reports_file: Path
    reports_seconds: float
    report_interval: float
    time_zone: str
    schedule_seconds: int
    schedule_full: str
    schedule_port: int

    @property
    def has_account(self) -> bool:
        """Whether all four credentials are given."""
        return self.account is not None

    def require_account(self) -> Account:
        """The account, or a SettingsError that names the variables still missing."""
        if self.account is None:
            raise SettingsError(
                f"Missing settings: {', '.join(self.missing)}. Copy .env.example to .env and fill them in, or set "
                "them in the environment. `make demo` needs none of them."
            )
        return self.account


def _read_dotenv(file: Path) -> dict[str, str]:
    """Values of a `.env` file; a line that is no assignment is an error, not a silently missing setting."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file.name} cannot be read: {error}") from None
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#") and not _ASSIGNMENT.match(line):
            raise SettingsError(
                f"{file.name} line {number} is not of the form NAME=value; correct or remove it."
            )
    return {
        name: value for name, value in dotenv_values(file, interpolate=False).items() if value is not None
    }


def _number(values: Mapping[str, str], name: str, default: N, kind: Callable[[str], N], low: N, high: N) -> N:
    text = values.get(name, "")
    if not text:
        return default
    try:
        number = kind(text)
    except ValueError:
        raise SettingsError(f"{name} is {text!r}; it must be a number.") from None
    if not low <= number <= high:
        raise SettingsError(f"{name} is {text}; it must lie between {low} and {high}.")
    return number


def _url(name: str, url: str) -> str:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError(f"{name} is {url!r}; it must be an http:// or https:// address.")
    return url.rstrip("/")


def _account(values: Mapping[str, str]) -> Account:
    environment = values.get("SERVICE_TITAN_ENVIRONMENT") or "production"
    if environment not in HOSTS:
        raise SettingsError(
            f"SERVICE_TITAN_ENVIRONMENT is {environment!r}; it must be production or integration."
        )
    tenant = values["SERVICE_TITAN_TENANT_ID"]
    for name in CREDENTIALS[:3]:
        if not (values[name].isascii() and values[name].isprintable()):
            raise SettingsError(
                f"{name} has characters that no key has, such as quotes of a text or a line break."
            )
    if not (tenant.isascii() and tenant.isdigit()) or not 0 < int(tenant) < 2**63:
        raise SettingsError(f"SERVICE_TITAN_TENANT_ID is {tenant!r}; it must be the tenant's number.")
    api_url, auth_url = HOSTS[environment]
    return Account(
        client_id=values["SERVICE_TITAN_CLIENT_ID"],
        client_secret=values["SERVICE_TITAN_CLIENT_SECRET"],
        app_key=values["SERVICE_TITAN_APP_KEY"],
        tenant_id=int(tenant),
        api_url=_url("SERVICE_TITAN_API_URL", values.get("SERVICE_TITAN_API_URL") or api_url),
        auth_url=_url("SERVICE_TITAN_AUTH_URL", values.get("SERVICE_TITAN_AUTH_URL") or auth_url),
    )


def _file(values: Mapping[str, str], name: str, default: str) -> Path:
    """A file that need not be there under its default name, but must where it is named: it may hold privacy rules."""
    if not (given := values.get(name)):
        return PROJECT_ROOT / default
    file = PROJECT_ROOT / Path(given).expanduser()
    if not file.exists():
        raise SettingsError(f"{name} is {given}; there is no such file.")
    return file


def _time_zone(values: Mapping[str, str]) -> str:
    name = values.get("SERVICE_TITAN_TIME_ZONE") or "UTC"
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingsError(
            f"SERVICE_TITAN_TIME_ZONE is {name!r}; it must be an IANA name such as America/Chicago."
        ) from None
    return name


def _time_of_day(values: Mapping[str, str], name: str, default: str) -> str:
    text = values.get(name) or default
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise SettingsError(f"{name} is {text!r}; it must be a time of day such as 02:00.")
    return text


def load_settings(environment: Mapping[str, str] | None = None, dotenv: Path | None = None) -> Settings:
    """Settings from the environment, else from `.env`; an empty value counts as absent.

    Args:
        environment: stands in for `os.environ`.
        dotenv: stands in for the project's `.env` (or the file WAREHOUSE_ENV_FILE names).
    Raises:
        SettingsError: a value is unusable; missing credentials alone raise only in `require_account`.
    """
    surroundings = os.environ if environment is None else environment
    file = dotenv or Path(surroundings.get("WAREHOUSE_ENV_FILE") or PROJECT_ROOT / ".env")
    given = {name: value for name, value in surroundings.items() if value.strip()}
    values = {name: value.strip() for name, value in {**_read_dotenv(file), **given}.items()}
    home = Path(values.get("WAREHOUSE_HOME") or PROJECT_ROOT / ".warehouse").expanduser().absolute()
    if "%" in str(home):
        raise SettingsError(
            f"WAREHOUSE_HOME would be {home}; the load files' tools cannot work in a path with a %."
        )
    missing = tuple(name for name in CREDENTIALS if not values.get(name))
    return Settings(
        home=home,
        database_url=values.get("DATABASE_URL") or None,
        account=None if missing else _account(values),
        missing=missing,
        requests_per_second=_number(values, "SERVICE_TITAN_REQUESTS_PER_SECOND", 50.0, float, 0.1, 60.0),
        retry_seconds=_number(values, "SERVICE_TITAN_RETRY_SECONDS", 300.0, float, 0.0, 3600.0),
        run_retry_seconds=_number(values, "SERVICE_TITAN_RUN_RETRY_SECONDS", 900.0, float, 0.0, 86_400.0),
        largest_deleted_share=_number(values, "SYNC_LARGEST_DELETED_PERCENT", 20.0, float, 0.0, 100.0) / 100,
        child_requests=_number(values, "SYNC_CHILD_REQUESTS", 500, int, 0, 1_000_000),
        plan_file=_file(values, "SYNC_PLAN_FILE", "sync.yml"),
        hash_salt=values.get("SYNC_HASH_SALT", ""),
        reports_file=_file(values, "REPORTS_FILE", "reports.yml"),
        reports_seconds=_number(values, "REPORTS_SECONDS", 240.0, float, 0.0, 86_400.0),
        report_interval=_number(values, "REPORTS_INTERVAL_SECONDS", 60.0, float, 0.0, 3600.0),
        time_zone=_time_zone(values),
        schedule_seconds=_number(values, "SYNC_EVERY_SECONDS", 300, int, 1, 86_400),
        schedule_full=_time_of_day(values, "SYNC_FULL_AT", "02:00"),
        schedule_port=_number(values, "SYNC_SERVER_PORT", 4200, int, 1, 65_535),
    )
