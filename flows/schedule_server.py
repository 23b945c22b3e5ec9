"""The local Prefect server of the schedule: where it lives, how it is set up, what it knows."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import urllib3

from extract.settings import CREDENTIALS, PROJECT_ROOT, Settings

HOST = "127.0.0.1"
FLOW = "sync"
INCREMENTAL, FULL = "incremental", "full"
KEPT_RUNS_DAYS = 30
_SECRET = (*CREDENTIALS, "DATABASE_URL")


class ServerError(Exception):
    """The Prefect server gave no usable answer."""


def free(port: int) -> bool:
    """Whether nobody listens on this port of 127.0.0.1."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


@dataclass(frozen=True)
class Place:
    """Files and addresses of the schedule of one runtime folder."""

    home: Path
    port: int

    @classmethod
    def of(cls, settings: Settings) -> Place:
        """As the settings say."""
        return cls(settings.home, settings.schedule_port)

    @property
    def ui(self) -> str:
        """Address for people."""
        return f"http://{HOST}:{self.port}"

    @property
    def api(self) -> str:
        """Address for programs."""
        return f"{self.ui}/api"

    @property
    def folder(self) -> Path:
        """Prefect's own files: database, leases, profile."""
        return self.home / "prefect"

    @property
    def note(self) -> Path:
        """Names the session of the running schedule."""
        return self.home / "schedule" / "session.json"

    @property
    def lock(self) -> Path:
        """Held by who starts or ends the schedule, and by its supervisor while it lives."""
        return self.home / "schedule" / "lock"

    def log(self, part: str) -> Path:
        """Log of a part: `schedule`, `schedule-server`, `schedule-runs`."""
        return self.home / "logs" / f"{part}.log"


def _common(place: Place, surroundings: Mapping[str, str]) -> dict[str, str]:
    # Settings of the user's own Prefect, such as a cloud workspace, are about another server.
    kept = {name: value for name, value in surroundings.items() if not name.startswith("PREFECT_")}
    if kept.pop("PYTHONDONTWRITEBYTECODE", ""):
        # Each run is a new process, which must not compile all libraries anew.
        kept["PYTHONPYCACHEPREFIX"] = str(place.folder / "bytecode")
    here = ",".join(filter(None, [kept.get("NO_PROXY") or kept.get("no_proxy"), HOST]))
    return kept | {
        "DO_NOT_TRACK": "1",
        "NO_PROXY": here,
        "no_proxy": here,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(PROJECT_ROOT), kept.get("PYTHONPATH")])),
        "PYTHONUNBUFFERED": "1",
        "PREFECT_HOME": str(place.folder),
        "PREFECT_PROFILES_PATH": str(place.folder / "profiles.toml"),
        "PREFECT_API_URL": place.api,
        "PREFECT_LOGGING_COLORS": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "WAREHOUSE_HOME": str(place.home),
    }


def server_environment(place: Place, surroundings: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Environment of the server: it needs no credentials and gets none."""
    kept = {name: value for name, value in _common(place, surroundings).items() if name not in _SECRET}
    return kept | {
        "PREFECT_SERVER_API_HOST": HOST,
        "PREFECT_SERVER_API_PORT": str(place.port),
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        # Nothing here uses Prefect's blocks; finding them would import every integration, dbt included.
        "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
        "PREFECT_SERVER_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",
        # Kept in memory, a slot taken before a restart of the server would stay taken for ever.
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
        # Runs are planned a few minutes ahead only: those are what a machine that slept finds missed.
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "30",
        "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME": "PT2M",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(KEPT_RUNS_DAYS * 86_400),
    }


def runner_environment(place: Place, surroundings: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Environment of the process that runs the flow, and of each flow run."""
    return _common(place, surroundings) | {"PREFECT_LOGGING_EXTRA_LOGGERS": "extract,flows"}


@dataclass(frozen=True)
class Deployment:
    """What the server knows of one deployment: when it was last asked for runs, when the next one is due."""

    name: str
    polled: datetime | None
    following: datetime | None


class Server:
    """The few questions that are put to the server without paying for an import of Prefect."""

    def __init__(self, place: Place) -> None:
        self._api = place.api
        self._pool = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=2.0, read=10.0))

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        try:
            answer = self._pool.request(method, f"{self._api}{path}", json=body)
            if answer.status != 200:
                raise ServerError(f"The Prefect server answered {answer.status} to {path}.")
            return answer.json()
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            raise ServerError(f"The Prefect server at {self._api} does not answer.") from error

    def healthy(self) -> bool:
        """Whether it answers."""
        try:
            return bool(self._ask("GET", "/health"))
        except ServerError:
            return False

    def deployments(self) -> dict[str, Deployment]:
        """The deployments of the flow by name. Raises ServerError."""
        flow = {"flows": {"name": {"any_": [FLOW]}}}
        return {
            found["name"]: Deployment(
                found["name"], _time(found.get("last_polled")), self._following(found["id"])
            )
            for found in self._ask("POST", "/deployments/filter", flow)
            if found["name"] in (INCREMENTAL, FULL)
        }

    def _following(self, deployment: str) -> datetime | None:
        wanted = {
            "deployments": {"id": {"any_": [deployment]}},
            "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}},
            "sort": "NEXT_SCHEDULED_START_TIME_ASC",
            "limit": 1,
        }
        runs = self._ask("POST", "/flow_runs/filter", wanted)
        return _time(runs[0]["next_scheduled_start_time"]) if runs else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
