"""`make schedule` for real: a Prefect server, runs that happen by themselves, no overlap, nothing left over.

The tests of the running schedule share one server and are in order: the later ones kill parts of it.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import psycopg
import pytest
import urllib3

from extract.ledger import Ledger
from flows.schedule import status
from flows.schedule_process import Session, started
from flows.schedule_server import Place, Server, free, server_environment
from simulator.process import SimulatorProcess
from tests.conftest import Bench, Databases

EVERY_SECONDS = 6
PATIENCE_SECONDS = 300.0
T = TypeVar("T")


def until(found: Callable[[], T], what: str, seconds: float = PATIENCE_SECONDS) -> T:
    """The first true value."""
    deadline = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < deadline, f"it did not happen in time: {what}"
        time.sleep(0.1)
    return value


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _hours_away(zone: str) -> str:
    """A time of day six hours or more from now, when nobody changes clocks: a full run would disturb the others."""
    return "04:00" if 10 <= datetime.now(ZoneInfo(zone)).hour < 22 else "16:00"


@dataclass(frozen=True)
class Schedule:
    """A schedule in a runtime folder of its own."""

    bench: Bench

    @property
    def place(self) -> Place:
        return Place.of(self.bench.settings)

    @property
    def tenant(self) -> int:
        return self.bench.settings.require_account().tenant_id

    def command(self, verb: str) -> subprocess.CompletedProcess[str]:
        return self.bench.command("flows.schedule", verb)

    def ask(self, path: str, body: Mapping[str, Any]) -> Any:
        answer = urllib3.request("POST", f"{self.place.api}{path}", json=body, retries=False, timeout=120)
        assert answer.status < 300, answer.data
        return answer.json() if answer.data else None

    def runs(self, *states: str) -> list[dict[str, Any]]:
        """Flow runs that are past Scheduled, newest first; of these state names only, if any."""
        wanted = {"name": {"any_": states}} if states else {"type": {"not_any_": ["SCHEDULED"]}}
        body = {"flow_runs": {"state": wanted}, "sort": "EXPECTED_START_TIME_DESC"}
        return list(self.ask("/flow_runs/filter", body))

    def session(self) -> Session:
        session = Session.read(self.place.note)
        assert session is not None
        return session

    def process(self, words: str) -> int:
        """Process id of the part whose command line has these words."""
        session, found = self.session(), []
        for pid in session.members():
            with suppress(FileNotFoundError, ProcessLookupError):
                folder = Path("/proc", str(pid))
                # What a part has just started may still have its command line.
                parent = folder.joinpath("stat").read_text(errors="replace").rpartition(")")[2].split()[1]
                line = folder.joinpath("cmdline").read_bytes().decode().replace("\0", " ")
                found += [pid] if int(parent) == session.leader and words in line else []
        (pid,) = found
        return pid

    def logged(self) -> str:
        return "".join(file.read_text(errors="replace") for file in (self.place.home / "logs").iterdir())


@pytest.fixture(scope="module")
def schedule(
    core_template: Bench,
    simulator_process: SimulatorProcess,
    make_database: Databases,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Schedule]:
    """A schedule over a warehouse that already holds the core company."""
    simulator_process.control.reset(core_only=True)
    simulator_process.control.settings(rate_limit=0)
    access = simulator_process.environment()
    overrides = {
        "SYNC_EVERY_SECONDS": str(EVERY_SECONDS),
        "SYNC_FULL_AT": _hours_away(access["SERVICE_TITAN_TIME_ZONE"]),
        "SYNC_SERVER_PORT": str(free_port()),
    }
    bench = Bench(
        make_database("schedule", template="core"),
        tmp_path_factory.mktemp("schedule"),
        simulator_process.control,
        access,
        overrides,
    )
    schedule = Schedule(bench)
    done = schedule.command("start")
    assert done.returncode == 0, done.stderr + schedule.logged()
    assert f"incremental every {EVERY_SECONDS} seconds" in done.stdout
    assert schedule.place.ui in done.stdout
    yield schedule
    schedule.command("stop")


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _slots(runs: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return sorted((run["start_time"], run["end_time"]) for run in runs if run["start_time"])


def test_a_scheduled_run_happens_by_itself(schedule: Schedule) -> None:
    run = until(lambda: schedule.runs("Completed", "Failed"), "a scheduled run")[-1]

    assert run["state"]["name"] == "Completed", run["state"]["message"]
    assert run["auto_scheduled"]
    assert run["name"] == f"incremental of tenant {schedule.tenant}"
    log = "select distinct status from raw.sync_log where triggered_by = 'schedule' and completed_at < %s"
    assert schedule.bench.query(log, run["end_time"]) == [("completed",)]
    summaries = {"flow_runs": {"id": {"any_": [run["id"]]}}, "artifacts": {"type": {"any_": ["markdown"]}}}
    (summary,) = schedule.ask("/artifacts/filter", summaries)
    assert "records read" in summary["data"]


def test_both_deployments_have_their_next_run(schedule: Schedule) -> None:
    found = Server(schedule.place).deployments()
    assert found.keys() == {"incremental", "full"}
    assert found["full"].following is not None
    following = found["full"].following.astimezone(ZoneInfo(schedule.bench.settings.time_zone))
    assert f"{following:%H:%M}" == schedule.bench.settings.schedule_full
    well, line = status(schedule.bench.settings)
    assert well, line
    again = schedule.command("start")
    assert again.returncode == 1
    assert again.stderr.count("\n") == 1, again.stderr
    assert "running already" in again.stderr


def test_a_run_during_another_does_not_start(schedule: Schedule) -> None:
    schedule.bench.control.settings(latency=2.0)
    try:
        cancelled = until(lambda: schedule.runs("Cancelled"), "a run that would overlap")
    finally:
        schedule.bench.control.settings(latency=0.0)

    assert all("concurrency limit" in run["state"]["message"] for run in cancelled)
    slots = _slots(schedule.runs("Completed"))
    assert all(end <= start for (_, end), (start, _) in pairwise(slots)), slots


def test_a_run_leaves_a_running_sync_of_the_tenant_alone(schedule: Schedule) -> None:
    with psycopg.connect(schedule.bench.url, autocommit=True) as connection:
        until(Ledger(connection, schedule.tenant).try_lock, "the tenant's lock")
        before = schedule.bench.value("select count(*) from raw.sync_log")
        skipped = until(lambda: schedule.runs("Skipped"), "a run that finds the lock held")
        assert schedule.bench.value("select count(*) from raw.sync_log") == before

    assert skipped[0]["state"]["type"] == "COMPLETED"
    assert "running already" in skipped[0]["state"]["message"]


def _pause(schedule: Schedule, *, paused: bool) -> None:
    verb = "pause_deployment" if paused else "resume_deployment"
    for deployment in schedule.ask("/deployments/filter", {}):
        schedule.ask(f"/deployments/{deployment['id']}/{verb}", {})


def _end_runs(schedule: Schedule) -> None:
    """Let no more runs begin, and wait for the end of those that the runner was given before it asked again."""
    _pause(schedule, paused=True)
    since = datetime.now(UTC)

    def asked() -> bool:
        polled = [each["last_polled"] for each in schedule.ask("/deployments/filter", {})]
        return all(each and _time(each) > since for each in polled)

    until(asked, "the runner's next question")
    until(lambda: not schedule.runs("Running", "Pending"), "the end of the scheduled run")


def test_a_run_by_hand_is_recorded_where_a_server_is_configured(schedule: Schedule) -> None:
    try:
        _end_runs(schedule)
        done = schedule.bench.command(
            "flows.sync",
            "--only",
            "customers",
            PREFECT_API_URL=schedule.place.api,
            PREFECT_HOME=str(schedule.place.folder),
        )
        assert done.returncode == 0, done.stderr
        name = f"incremental of tenant {schedule.tenant}: customers"
        (run,) = [run for run in schedule.runs("Completed") if run["name"] == name]
        assert run["deployment_id"] is None
        last = "select triggered_by from raw.sync_log order by id desc limit 1"
        assert schedule.bench.value(last) == "manual"
    finally:
        _pause(schedule, paused=False)


def test_a_killed_server_is_replaced_and_the_runner_goes_on(schedule: Schedule) -> None:
    runner, server = schedule.process("flows.schedule_runner"), schedule.process("prefect server")
    os.kill(server, signal.SIGKILL)

    until(lambda: not Server(schedule.place).healthy(), "the end of the server")
    until(Server(schedule.place).healthy, "another server")
    known = {run["id"] for run in schedule.runs()}
    until(lambda: [run for run in schedule.runs("Completed") if run["id"] not in known], "a run after that")
    assert schedule.process("prefect server") != server
    # It may have ended when the machine was so slow that the server stayed away for long.
    assert schedule.process("flows.schedule_runner") == runner or "schedule-runs ended" in schedule.logged()


def test_no_log_holds_a_secret(schedule: Schedule) -> None:
    account = schedule.bench.settings.require_account()
    password = schedule.bench.url.split("@")[0].rpartition(":")[2]
    logged = schedule.logged()
    for secret in (account.client_secret, account.app_key, password):
        assert secret not in logged
    # The server is not even told.
    given = server_environment(schedule.place, schedule.bench.environment)
    assert not {account.client_secret, schedule.bench.url} & set(given.values())


def test_stop_ends_what_a_killed_supervisor_left_and_start_closes_its_run(schedule: Schedule) -> None:
    schedule.bench.control.settings(latency=4.0)
    slowed = datetime.now(UTC)
    (run, *_) = until(
        lambda: [run for run in schedule.runs("Running") if _time(run["start_time"]) > slowed],
        "a run that takes its time",
    )
    session = schedule.session()
    os.kill(session.leader, signal.SIGKILL)
    until(lambda: not session.led(), "the end of the supervisor")
    left = session.members()
    assert len(left) >= 3
    well, line = status(schedule.bench.settings)
    assert (well, "killed" in line) == (False, True)

    stopped = schedule.command("stop")

    assert stopped.returncode == 0
    assert "had to be killed" in stopped.stdout
    assert [pid for pid in left if started(pid)] == []
    assert session.members() == []
    assert free(schedule.place.port)
    down = datetime.now(UTC)
    assert "No schedule is running" in schedule.command("stop").stdout
    assert schedule.command("status").returncode == 1

    schedule.bench.control.settings(latency=0.0)
    up = datetime.now(UTC)
    again = schedule.command("start")
    assert again.returncode == 0, again.stderr
    missed = [each for each in schedule.runs() if down < _time(each["expected_start_time"]) < up]
    assert missed == []
    (after,) = schedule.ask("/flow_runs/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})
    assert after["state"]["name"] in ("Crashed", "Completed")
    assert not [each for each in schedule.runs("Running") if each["id"] == run["id"]]
    session, members = schedule.session(), schedule.session().members()
    stopped = schedule.command("stop")
    assert stopped.stdout == "The schedule and its Prefect server are stopped.\n"
    assert [pid for pid in members if started(pid)] == []
    assert session.members() == []
