"""Where a run works: the database, the dbt target and the runtime folder."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from extract.database import connection_url, demo_url, forget_callers_server, libpq_environment
from extract.ledger import connect
from extract.settings import PROJECT_ROOT, Settings
from flows.time_zones import read_time_zones

DBT_PROJECT = PROJECT_ROOT / "dbt_project"


@dataclass(frozen=True)
class Warehouse:
    """One warehouse. `target` is the dbt target that writes production's schemas."""

    url: str = field(repr=False)
    target: str
    home: Path

    @cached_property
    def dbt_vars(self) -> str:
        """The `--vars` every dbt command of this warehouse is given."""
        with connect(self.url) as connection:
            return json.dumps({"time_zones": read_time_zones(connection)})

    def environment(self) -> dict[str, str]:
        """Variables by which dbt finds profile, database and folders for what it writes."""
        return libpq_environment(self.url) | {
            "DBT_PROFILES_DIR": str(PROJECT_ROOT),
            "DBT_PROJECT_DIR": str(DBT_PROJECT),
            "DBT_TARGET_PATH": str(self.home / "dbt" / "target"),
            "DBT_LOG_PATH": str(self.home / "logs"),
        }

    def enter(self) -> None:
        """Put the variables into this process's environment, where dbt reads them."""
        os.environ.update(self.environment())


def open_warehouse(settings: Settings) -> Warehouse:
    """The warehouse of the settings; the embedded server is started when it is the one."""
    forget_callers_server()
    return Warehouse(
        url=connection_url(settings),
        target="prod" if settings.database_url else "local",
        home=settings.home,
    )


def open_demo(settings: Settings) -> Warehouse:
    """The demo's warehouse: always in the embedded server, in a database and a folder of its own."""
    forget_callers_server()
    return Warehouse(demo_url(settings.home), "local", settings.home / "demo")
