"""Syncs by themselves: `python -m flows.schedule start | stop | status`.

`start` leaves three processes behind, in one session of their own: a supervisor, a Prefect server on
127.0.0.1 and the runner of the flow `sync`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from extract.settings import PROJECT_ROOT, Settings, SettingsError, load_settings
from flows.schedule_process import Session, started
from flows.schedule_server import (
    FULL,
    INCREMENTAL,
    Deployment,
    Place,
    Server,
    ServerError,
    free,
    runner_environment,
)
from flows.schedule_supervisor import ALREADY_RUNNING, open_log

START_SECONDS = 180.0
SILENCE = timedelta(seconds=90)
"""The runner asks for runs every few seconds; after so long without a question something is wrong."""
STOP_SECONDS = 25.0


class ScheduleError(Exception):
    """The schedule cannot be started or told about; one line."""


def _duration(seconds: int) -> str:
    """`5 minutes`, `90 seconds`."""
    for size, unit in ((3600, "hour"), (60, "minute"), (1, "second")):
        if seconds % size == 0:
            count = seconds // size
            return unit if count == 1 else f"{count} {unit}s"
    raise AssertionError


def _clock(moment: datetime | None, zone: str) -> str:
    """A time as people of the tenant's zone say it; the day only when it is not today."""
    if moment is None:
        return "not planned yet"
    local, today = moment.astimezone(ZoneInfo(zone)), datetime.now(ZoneInfo(zone)).date()
    return f"{local:%H:%M:%S}" if local.date() == today else f"{local:%Y-%m-%d %H:%M}"


def _plan(settings: Settings, found: Mapping[str, Deployment]) -> str:
    """The next runs, in one line."""
    following = {
        name: _clock(found[name].following if name in found else None, settings.time_zone)
        for name in (INCREMENTAL, FULL)
    }
    return (
        f"incremental every {_duration(settings.schedule_seconds)}, next {following[INCREMENTAL]}; "
        f"full daily at {settings.schedule_full}, next {following[FULL]} ({settings.time_zone})"
    )


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "no message")


def _launch(place: Place) -> subprocess.Popen[bytes]:
    """Start the supervisor, detached from this process and its terminal."""
    output = open_log(place.log("schedule"))
    return subprocess.Popen(
        [sys.executable, "-m", "flows.schedule_supervisor"],
        cwd=PROJECT_ROOT,
        env=runner_environment(place),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _serving(server: Server, since: datetime) -> dict[str, Deployment] | None:
    """The deployments once the runner of this start asks for both of them and their next runs are planned."""
    try:
        found = server.deployments()
    except ServerError:
        return None
    both = [found.get(name) for name in (INCREMENTAL, FULL)]
    asked = all(each and each.polled and each.polled > since and each.following for each in both)
    return found if asked else None


def start(settings: Settings) -> str:
    """Start the schedule and wait until it really runs.

    Returns:
        What to tell the user. Raises SettingsError and ScheduleError.
    """
    settings.require_account()
    place = Place.of(settings)
    session = Session.read(place.note)
    if session and session.led():
        raise ScheduleError(
            f"A schedule of {place.home} is running already. To end it: make schedule-stop. Another tenant's needs a "
            "WAREHOUSE_HOME and a SYNC_SERVER_PORT of its own."
        )
    if session:
        session.end(STOP_SECONDS)
        place.note.unlink(missing_ok=True)
    if not free(place.port):
        raise ScheduleError(
            f"Port {place.port} is used by another program; set SYNC_SERVER_PORT to a free one."
        )
    sys.stderr.write("Starting the Prefect server ...\n")
    since = datetime.now(UTC)
    supervisor = _launch(place)
    try:
        found = _wait(place, supervisor, since)
    except (ScheduleError, KeyboardInterrupt):
        # It may not have noted its session yet.
        Session(supervisor.pid, started(supervisor.pid) or "").end(STOP_SECONDS)
        raise
    return (
        f"The schedule runs: {_plan(settings, found)}.\n"
        f"  UI    {place.ui}\n"
        f"  logs  {place.log('schedule-runs')}\n"
        "  stop  make schedule-stop"
    )


def _wait(place: Place, supervisor: subprocess.Popen[bytes], since: datetime) -> dict[str, Deployment]:
    server, deadline = Server(place), time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if (found := _serving(server, since)) is not None:
            return found
        if supervisor.poll() == ALREADY_RUNNING:
            raise ScheduleError("The schedule is being started by another command.")
        if supervisor.poll() is not None:
            raise ScheduleError(f"The schedule did not start: {_last_line(place.log('schedule'))}")
        time.sleep(0.25)
    log = place.log("schedule-runs" if server.healthy() else "schedule-server")
    raise ScheduleError(
        f"The schedule did not start in {START_SECONDS:.0f} s: {_last_line(log)} (log: {log})"
    )


def stop(settings: Settings) -> str:
    """End everything that `start` started, a sync under way included; what to tell the user."""
    place = Place.of(settings)
    session = Session.read(place.note)
    if session is None or not session.members():
        place.note.unlink(missing_ok=True)
        return "No schedule is running."
    killed = session.end(STOP_SECONDS)
    place.note.unlink(missing_ok=True)
    forced = f" ({killed} processes had to be killed)" if killed else ""
    return f"The schedule and its Prefect server are stopped{forced}."


def status(settings: Settings) -> tuple[bool, str]:
    """Whether the schedule runs as it should, and a line about it."""
    place = Place.of(settings)
    session = Session.read(place.note)
    if session is None or not session.members():
        return False, "No schedule is running. To start one: make schedule"
    if not session.led():
        return False, "The schedule was killed and has left processes behind; make schedule puts it right."
    try:
        found = Server(place).deployments()
    except ServerError as error:
        return False, f"The schedule is running, but not whole: {error} Log: {place.log('schedule-server')}"
    asked = [each.polled for each in found.values() if each.polled]
    if not asked or datetime.now(UTC) - max(asked) > SILENCE:
        return (
            False,
            f"The schedule is running, but nothing runs its syncs. Log: {place.log('schedule-runs')}",
        )
    return True, f"The schedule runs: {_plan(settings, found)}. UI: {place.ui}"


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m flows.schedule", description="Syncs by themselves.")
    parser.add_argument("command", choices=("start", "stop", "status"))
    command = parser.parse_args(arguments).command
    try:
        settings = load_settings()
        if command == "start":
            well, text = True, start(settings)
        elif command == "stop":
            well, text = True, stop(settings)
        else:
            well, text = status(settings)
    except (SettingsError, ScheduleError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{text}\n")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
